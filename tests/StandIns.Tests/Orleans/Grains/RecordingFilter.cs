using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Writes down the calls that pass on either side, and stamps those that leave.</summary>
public sealed class RecordingFilter : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName != nameof(ITurnGrain.Increment) && context.MethodName != nameof(ITurnGrain.ContextValue))
        {
            await context.Invoke();
            return;
        }

        await context.Invoke();
        Calls.Enqueue($"in {context.MethodName} {context.TargetId.Key} {context.ImplementationMethod.DeclaringType!.Name} {context.Result}");
        if (context.MethodName == nameof(ITurnGrain.Increment))
        {
            context.Result = (int)context.Result! + 1000;
        }
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.Name == nameof(ITurnGrain.ContextValueOfOther))
        {
            RequestContext.Set("stamp", "set by a filter");
        }

        await context.Invoke();
    }
}
