using Microsoft.Extensions.DependencyInjection;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>Runs calls in the activations of this silo, through the filters.</summary>
internal sealed class IncomingCalls(IServiceProvider services)
{
    /// <summary>Whether calls carry activities: what surrounds the call is then the parent of what happens in the grain.</summary>
    public bool AreTraced { get; } = services.GetService<ActivityPropagation>() is not null;

    // Resolved late, because a filter may ask for the grain factory.
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);

    /// <summary>Calls the method on the grain and awaits it.</summary>
    public async ValueTask<object?> InvokeAsync(Invocation call, Activation activation)
    {
        var grain = activation.GrainInstance!;
        if (_filters.Value.Length == 0 && grain is not IIncomingGrainCallFilter)
        {
            return await call.Method.Return.AwaitAsync(call.Method.Invoke(grain, call.Arguments));
        }

        IIncomingGrainCallFilter[] filters = grain is IIncomingGrainCallFilter own ? [.. _filters.Value, own] : _filters.Value;
        var context = new IncomingCallContext(call, activation, filters);
        await context.Invoke();
        return context.Result;
    }
}
