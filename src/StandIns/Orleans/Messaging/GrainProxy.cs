using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>A reference to a grain. The class that .NET derives from it implements the grain interface and sends each method here.</summary>
#pragma warning disable CA1852 // .NET derives the proxies from it.
internal class GrainProxy : DispatchProxy, IAddressable, IEquatable<GrainProxy>
#pragma warning restore CA1852
{
    public GrainCaller Caller { get; private set; } = null!;

    public GrainId GrainId { get; private set; }

    /// <summary>The grain interface that this reference is of.</summary>
    public Type InterfaceType { get; private set; } = null!;

    public static object Create(Type interfaceType, GrainCaller caller, GrainId grainId)
    {
        var proxy = (GrainProxy)Create(interfaceType, typeof(GrainProxy));
        proxy.Caller = caller;
        proxy.GrainId = grainId;
        proxy.InterfaceType = interfaceType;
        return proxy;
    }

    public bool Equals(GrainProxy? other) => other is not null && GrainId == other.GrainId;

    public override bool Equals(object? obj) => Equals(obj as GrainProxy);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = Caller.Methods.Get(targetMethod!);
        return method.Return.Call(Caller, this, method, args ?? []);
    }
}
