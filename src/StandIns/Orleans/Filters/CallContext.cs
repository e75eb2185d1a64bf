using System.Reflection;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call on its way through filters.</summary>
internal abstract class CallContext(Invocation call, int filters) : IGrainCallContext
{
    private int _next;

    public abstract object Grain { get; }

    public GrainId? SourceId => call.SourceId;

    public GrainId TargetId => call.TargetId;

    public MethodInfo InterfaceMethod => call.Method.Info;

    public string InterfaceName => call.Method.Info.DeclaringType!.FullName ?? call.Method.Info.DeclaringType.Name;

    public string MethodName => call.Method.Info.Name;

    public object? Result { get; set; }

    public async Task Invoke()
    {
        var index = _next++;
        if (index < filters)
        {
            await InvokeFilterAsync(index);
        }
        else
        {
            Result = await InvokeCallAsync();
        }
    }

    protected abstract Task InvokeFilterAsync(int index);

    protected abstract Task<object?> InvokeCallAsync();
}
