using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>Loses the last of some machines, and watches what becomes of the replicas on it.</summary>
/// <param name="machines">All machines.</param>
/// <param name="random">Chooses the moment.</param>
internal sealed class LossTrial(IReadOnlyList<Machine> machines, Random random)
{
    private const int Replicas = 30;

    // The longest interval in which any of those that are compared looks at a machine.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private int Victim => machines.Count - 1;

    /// <summary>How many replicas have to be started anew.</summary>
    public int Lost => Replicas / machines.Count;

    /// <summary>Takes a sample, and leaves all machines as it found them.</summary>
    public Task<LossSample> TakeAsync(IMachinesUnderLoss cluster, Mishap mishap, CancellationToken cancellationToken) =>
        TakeAsync(cluster, mishap, _ => Task.CompletedTask, cancellationToken);

    /// <summary>Takes a sample after something else was measured in the same state.</summary>
    public async Task<LossSample> TakeAsync(IMachinesUnderLoss cluster, Mishap mishap, Func<CancellationToken, Task> before, CancellationToken cancellationToken)
    {
        await cluster.WaitForAllAsync(cancellationToken);
        await cluster.SpreadAsync(Replicas, cancellationToken);
        await before(cancellationToken);
        await Task.Delay(Interval + (random.NextDouble() * Interval), TimeProvider.System, cancellationToken);

        var began = TimeProvider.System.GetTimestamp();
        await mishap.Begin(machines[Victim]);
        double decided;
        double running;
        try
        {
            (decided, running) = await WatchAsync(cluster, began, cancellationToken);
        }
        finally
        {
            began = TimeProvider.System.GetTimestamp();
            await mishap.End(machines[Victim]);
        }

        if (mishap.Boots)
        {
            await cluster.StartOnAsync(Victim);
        }

        var doubled = await DoubledAsync(cluster, began, cancellationToken);
        await cluster.WaitForAllAsync(cancellationToken);
        var sample = new LossSample { DecidedSeconds = decided, RunningSeconds = running, BackSeconds = Since(began), DoubledSeconds = doubled };
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{cluster.Who}, {mishap.Name}: lost after {sample.DecidedSeconds:F2} s, all run after {sample.RunningSeconds:F2} s, back after {sample.BackSeconds:F1} s"));
        return sample;
    }

    private static double Since(long began) => TimeProvider.System.GetElapsedTime(began).TotalSeconds;

    // Whoever starts replacements has decided, even where it says so later.
    private async Task<(double Decided, double Running)> WatchAsync(IMachinesUnderLoss cluster, long began, CancellationToken cancellationToken)
    {
        double? decided = null;
        var running = 0.0;
        var deciding = Wait.UntilAsync(
            async token =>
            {
                if (await cluster.IsLostAsync(Victim, token))
                {
                    decided ??= Since(began);
                }

                return decided is null ? "it still counts on the machine" : null;
            },
            $"{cluster.Who} gives the machine up",
            Within,
            Pause,
            cancellationToken);
        await Wait.UntilAsync(
            async token =>
            {
                var elsewhere = await ElsewhereAsync(cluster, token);
                running = Since(began);
                if (elsewhere > Replicas - Lost)
                {
                    decided ??= running;
                }

                return elsewhere >= Replicas ? null : $"{elsewhere} run elsewhere";
            },
            $"{Replicas} replicas of {cluster.Who} run on the other machines",
            Within,
            Pause,
            cancellationToken);
        await deciding;
        return (decided!.Value, running);
    }

    private async Task<int> ElsewhereAsync(IMachinesUnderLoss cluster, CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Victim).Select(machine => cluster.RunningAsync(machine, cancellationToken)));
        return counts.Sum();
    }

    private async Task<double> DoubledAsync(IMachinesUnderLoss cluster, long began, CancellationToken cancellationToken)
    {
        var doubled = 0.0;
        await Wait.UntilAsync(
            async token =>
            {
                var count = await cluster.RunningAsync(Victim, token);
                doubled = count > 0 ? Since(began) : doubled;
                return count == 0 ? null : $"{count} run there";
            },
            $"what {cluster.Who} has replaced is gone from the machine that returned",
            Within,
            Pause,
            cancellationToken);
        return doubled;
    }
}
