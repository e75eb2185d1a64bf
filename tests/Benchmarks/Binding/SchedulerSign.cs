using Orchestrator.Contracts;
using Orleans;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Says on stdout, once, that this silo is the one that hosts the scheduler.</summary>
internal sealed class SchedulerSign : IIncomingGrainCallFilter
{
    /// <summary>What it says.</summary>
    public const string Text = "scheduler";

    private int _said;

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType == typeof(ISchedulerGrain) && Interlocked.Exchange(ref _said, 1) == 0)
        {
            await Console.Out.WriteLineAsync(Text);
        }

        await context.Invoke();
    }
}
