using Orchestrator.Agent.Probes;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>Lets time go on.</summary>
internal static class ProbeTime
{
    /// <summary>Moves the clock by tenths of a second until a condition holds.</summary>
    public static async Task AdvanceUntilAsync(this ManualTimeProvider clock, Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Assert.False(bound.IsCancellationRequested, "The condition did not come to hold.");
            clock.Advance(TimeSpan.FromSeconds(0.1));
            await Support.World.SettleAsync();
        }
    }

    /// <summary>Whether no probe runs and so many wait for their next time. A probe that has ended waits only when its answer is taken.</summary>
    public static bool IsAtRest(this ProbeRunner runner, int waiting) => runner.Running == 0 && runner.Waiting == waiting;

    /// <summary>Waits until no probe runs and so many wait; those that get no answer need their time.</summary>
    public static async Task AdvanceUntilAtRestAsync(this ManualTimeProvider clock, ProbeRunner runner, int waiting)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var before = -1; !runner.IsAtRest(waiting); before = runner.Running)
        {
            Assert.False(bound.IsCancellationRequested, $"{runner.Running} probes have not ended, and {runner.Waiting} wait.");
            if (runner.Running > 0 && runner.Running == before)
            {
                clock.Advance(TimeSpan.FromSeconds(0.5));
            }

            await Support.World.SettleAsync();
        }
    }
}
