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
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until no probe runs; those that get no answer need their time.</summary>
    public static async Task AdvanceUntilDoneAsync(this ManualTimeProvider clock, ProbeRunner runner)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var before = -1; runner.Running > 0; before = runner.Running)
        {
            Assert.False(bound.IsCancellationRequested, $"{runner.Running} probes have not ended.");
            if (runner.Running == before)
            {
                clock.Advance(TimeSpan.FromSeconds(0.5));
            }

            await Task.Delay(5);
        }
    }
}
