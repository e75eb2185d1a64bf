using System.Globalization;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>From the first creation until all pods are bound: how many that is in a second, and where the processor's time goes meanwhile.</summary>
/// <param name="name">The figure's name.</param>
/// <param name="size">How large the run is.</param>
/// <param name="create">Has so many pods of a run created.</param>
internal sealed class BindRate(string name, BindSize size, Func<BindCluster, string, int, CancellationToken, Task> create) : IMeasurement
{
    private const double Target = 1_000;
    private const int WarmUp = 3_000;
    private const int NearlyAll = 20;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var cluster = await BindCluster.StartAsync(silos: 1, size.Nodes, cancellationToken);

        // Code that is not compiled yet is no part of what is measured.
        await RunAsync(cluster, "warm", WarmUp, cancellationToken);
        var before = await ReadAsync(cluster, cancellationToken);
        var seconds = await RunAsync(cluster, "run", size.Pods, cancellationToken);
        var after = await ReadAsync(cluster, cancellationToken);
        var rates = seconds.Zip(seconds.Skip(1), (from, to) => (to.Bound - from.Bound) / (to.At - from.At)).ToList();
        var (elapsed, used) = (seconds[^1].At, after.Zip(before, (to, from) => to - from).ToArray());
        return new Figure
        {
            Name = Name,
            Value = size.Pods / elapsed,
            Unit = "pods/s",
            Target = Target,
            MoreIsBetter = true,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["pods_per_second"] = rates },
            Notes =
            [
                Invariant($"{size.Pods} pods on {size.Nodes} nodes in {elapsed:F1} s; in each second between {rates.Min():F0} and {rates.Max():F0}, median {Median.Of(rates):F0}"),
                Invariant($"processor time of a pod: silo {Each(used[0], 1e3):F2} ms, PostgreSQL {Each(used[1], 1e3):F2} ms, client {Each(used[2], 1e3):F2} ms; together {(used[0] + used[1] + used[2]) / elapsed:F2} of {Environment.ProcessorCount} processors"),
                Invariant($"commits of a pod: {Each(used[3], 1):F2}; written ahead: {Each(used[4], 1.0 / 1024):F1} KiB"),
            ],
        };
    }

    private double Each(double amount, double scale) => amount * scale / size.Pods;

    // How many pods were bound at which second, from 0 to the end.
    private async Task<List<(double At, long Bound)>> RunAsync(BindCluster cluster, string run, int count, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var seen = new List<(double At, long Bound)> { (0, 0) };
        var creating = create(cluster, run, count, cancellationToken);
        while (seen[^1].Bound < count)
        {
            if (seen[^1].At > Within.TotalSeconds)
            {
                throw new MeasurementException($"Only {seen[^1].Bound} of {count} pods were bound within {Within}.");
            }

            // To count is work, too; where it is nearly over the end is what is looked for.
            await Task.Delay(count - seen[^1].Bound < count / NearlyAll ? Period / 10 : Period, TimeProvider.System, cancellationToken);
            var bound = await cluster.Database.BoundAsync(run, cancellationToken);
            seen.Add((TimeProvider.System.GetElapsedTime(began).TotalSeconds, bound));
        }

        await creating;
        return seen;
    }

    private static async Task<double[]> ReadAsync(BindCluster cluster, CancellationToken cancellationToken) =>
    [
        cluster.Silos.Sum(silo => ProcessorTime.OfProcess(silo.Id)),
        cluster.Database.ProcessorSeconds(),
        Environment.CpuUsage.TotalTime.TotalSeconds,
        await cluster.Database.CommitsAsync(cancellationToken),
        await cluster.Database.WrittenAsync(cancellationToken),
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
