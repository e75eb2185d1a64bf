using System.Collections.Immutable;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Serialization;

namespace Orleans.Messaging;

/// <summary>What is to be known of a method of a grain interface to call it.</summary>
internal sealed class GrainMethod
{
    private readonly MethodInvoker _invoker;
    private readonly ImmutableArray<Type> _parameterTypes;
    private readonly ImmutableArray<bool> _parameterIsImmutable;
    private readonly bool _resultIsImmutable;

    public GrainMethod(MethodInfo info)
    {
        Info = info;
        var parameters = info.GetParameters();
        _parameterTypes = [.. parameters.Select(parameter => parameter.ParameterType)];
        _parameterIsImmutable = [.. parameters.Select(parameter => parameter.IsDefined(typeof(ImmutableAttribute)))];
        _resultIsImmutable = info.ReturnParameter.IsDefined(typeof(ImmutableAttribute), inherit: false);
        _invoker = MethodInvoker.Create(info);
        CancellationIndex = _parameterTypes.IndexOf(typeof(CancellationToken));
        IsOneWay = info.IsDefined(typeof(OneWayAttribute));
        Interleaves = info.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsReadOnly = info.IsDefined(typeof(ReadOnlyAttribute));
        Name = $"{info.DeclaringType!.Name}.{info.Name}";
        Interface = info.DeclaringType.ToString();
        Signature = SignatureOf(info);
        Return = MethodReturn.Of(info);
    }

    public MethodInfo Info { get; }

    public string Name { get; }

    /// <summary>The grain interface that declares it, as messages name it.</summary>
    public string Interface { get; }

    /// <summary>The method among those of its interface, as messages name it.</summary>
    public string Signature { get; }

    public MethodReturn Return { get; }

    public bool IsOneWay { get; }

    public bool Interleaves { get; }

    public bool IsReadOnly { get; }

    /// <summary>Where among the parameters the cancellation token is; -1 without one.</summary>
    public int CancellationIndex { get; }

    /// <summary>How messages name a method.</summary>
    public static string SignatureOf(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType))})";

    /// <summary>The types of the parameters, followed by those of the values in the request context.</summary>
    public ReadOnlySpan<Type> TypesWith(int contextValues) =>
        contextValues == 0 ? _parameterTypes.AsSpan() : _parameterTypes.Concat(Enumerable.Repeat(typeof(object), contextValues)).ToArray();

    public void CopyArguments(object?[] arguments, MessageCopier copier)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!_parameterIsImmutable[i])
            {
                arguments[i] = copier.Copy(arguments[i], _parameterTypes[i]);
            }
        }
    }

    public object? CopyResult(object? result, MessageCopier copier) =>
        _resultIsImmutable ? result : copier.Copy(result, Return.ResultType);

    /// <summary>Calls the method on the grain.</summary>
    public object? Invoke(object grain, object?[] arguments) => _invoker.Invoke(grain, arguments.AsSpan());
}
