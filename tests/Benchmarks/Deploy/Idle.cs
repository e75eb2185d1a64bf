using System.Globalization;
using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>What 50 running replicas cost while nothing happens: processor time of orc, and beside it of PostgreSQL.</summary>
internal sealed class Idle : IMeasurement
{
    private const int Count = 50;
    private const double Target = 3;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => "deploy.idle50";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => OrcCluster.UseAsync(cluster => MeasureAsync(cluster, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OrcCluster cluster, CancellationToken cancellationToken)
    {
        var postgres = PostgresProcess();
        var replicas = new Replicas(cluster);
        await replicas.CreateAsync(cancellationToken);
        await replicas.ScaleUpAsync(Count, cancellationToken);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);

        var began = TimeProvider.System.GetTimestamp();
        var (oursBefore, postgresBefore) = (ProcessorTime.OfProcess(cluster.ProcessId), PostgresTime(postgres));
        await Task.Delay(Period, TimeProvider.System, cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var ours = (ProcessorTime.OfProcess(cluster.ProcessId) - oursBefore) / seconds * 100;
        var database = (PostgresTime(postgres) - postgresBefore) / seconds * 100;
        await cluster.Containers.WaitForRunningAsync(Count, TimeSpan.Zero, cancellationToken);

        return new Figure
        {
            Name = Name,
            Value = ours,
            Unit = "%core",
            Target = Target,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["orc_percent"] = [ours], ["postgres_percent"] = postgres is null ? [] : [database] },
            Notes = [postgres is null
                ? "PostgreSQL's processor time is not known, because ORC_TEST_POSTGRES_DIR is not set"
                : string.Create(CultureInfo.InvariantCulture, $"PostgreSQL: {database:0.##} %core in the same {seconds:0} s")],
        };
    }

    private static double PostgresTime(int? process) => process is { } id ? ProcessorTime.OfFamily(id) : 0;

    // The first line of the file is the id of the server's first process.
    private static int? PostgresProcess() => Environment.GetEnvironmentVariable("ORC_TEST_POSTGRES_DIR") is { Length: > 0 } folder
        ? int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture)
        : null;
}
