using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>How a kind of return type is called, and how its result is awaited in the grain.</summary>
internal abstract class MethodReturn
{
    /// <summary>The type of the result that the return type carries.</summary>
    public abstract Type ResultType { get; }

    public static MethodReturn Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void) || type == typeof(Task))
        {
            return new TaskReturn();
        }

        if (type == typeof(ValueTask))
        {
            return new ValueTaskReturn();
        }

        if (type.IsGenericType && Kind(type.GetGenericTypeDefinition()) is { } kind)
        {
            return (MethodReturn)Activator.CreateInstance(kind.MakeGenericType(type.GetGenericArguments()))!;
        }

        throw new NotSupportedException(
            $"{method.DeclaringType}.{method.Name} returns {type}; a grain method returns Task, ValueTask, one of them with a result, or IAsyncEnumerable.");
    }

    /// <summary>Calls the method of that grain; what this returns is what the caller gets.</summary>
    public abstract object? Call(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments);

    /// <summary>Awaits what the grain's method returned.</summary>
    public abstract ValueTask<object?> AwaitAsync(object? returned);

    /// <summary>Calls the method of that activation and begins to enumerate what it returns.</summary>
    public virtual GrainEnumeration Begin(Invocation call, Activation activation, string name) =>
        throw new NotSupportedException($"{call.Method.Name} makes no sequence.");

    private static Type? Kind(Type definition) =>
        definition == typeof(Task<>) ? typeof(TaskReturn<>)
        : definition == typeof(ValueTask<>) ? typeof(ValueTaskReturn<>)
        : definition == typeof(IAsyncEnumerable<>) ? typeof(AsyncEnumerableReturn<>)
        : null;
}
