using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that starts, on its way through filters to be sent.</summary>
internal sealed class OutgoingCallContext(GrainCall call, IOutgoingGrainCallFilter[] filters, Func<Task<object?>> send)
    : CallContext(call, filters.Length), IOutgoingGrainCallContext
{
    private readonly GrainCall _call = call;

    public override object Grain => _call.Target;

    public IGrainContext? SourceContext => _call.Source;

    protected override Task InvokeFilterAsync(int index) => filters[index].Invoke(this);

    protected override Task<object?> InvokeCallAsync() => send();
}
