using System.Reflection;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that arrived, on its way through filters to the grain.</summary>
internal sealed class IncomingCallContext(Invocation call, Activation activation, IIncomingGrainCallFilter[] filters)
    : CallContext(call, filters.Length), IIncomingGrainCallContext
{
    private readonly Invocation _call = call;

    public override object Grain => activation.GrainInstance!;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    protected override Task InvokeFilterAsync(int index) => filters[index].Invoke(this);

    protected override async Task<object?> InvokeCallAsync() =>
        await _call.Method.Return.AwaitAsync(_call.Method.Invoke(Grain, _call.Arguments));
}
