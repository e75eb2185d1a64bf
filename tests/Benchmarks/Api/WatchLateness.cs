using System.Globalization;
using Npgsql;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary>1,000 watchers of one namespace at 20 writes a second: how long after its transaction's end a change arrives.</summary>
internal sealed class WatchLateness : IMeasurement
{
    private const int Watchers = 1000;
    private const int PerSecond = 20;
    private const double TargetMilliseconds = 150;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Name => "api.watch1000-late";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => ApiServers.UseAsync(servers => MeasureAsync(servers, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(ApiServers servers, CancellationToken cancellationToken)
    {
        var writes = (int)(PerSecond * Duration.TotalSeconds);
        var arrivals = Enumerable.Range(0, Watchers).Select(_ => new Dictionary<string, DateTime>(StringComparer.Ordinal)).ToList();
        Action<string> Noting(Dictionary<string, DateTime> seen) => name => seen.TryAdd(name, TimeProvider.System.GetUtcNow().UtcDateTime);
        await WatchedMaps.WatchAsync(servers, arrivals.Select(Noting), Within, async () =>
        {
            await SteadyLoad.RunAsync(PerSecond, Duration, (number, token) => WatchedMaps.CreateAsync(servers.Client, number, token), cancellationToken);
            await Wait.UntilAsync(
                _ => Task.FromResult(arrivals.Count(seen => seen.Count < writes) is var open and > 0 ? $"{open} watchers have not seen all" : null),
                "all watchers have seen all writes", Within, Pause, cancellationToken);
        }, cancellationToken);
        var commits = await CommitsAsync(servers.ConnectionString, cancellationToken);
        var late = arrivals.SelectMany(seen => seen.Select(one => (one.Value - commits[one.Key]).TotalMilliseconds)).ToList();
        return new Figure
        {
            Name = Name,
            Value = Percentile.Of(late, 0.99),
            Unit = "ms",
            Target = TargetMilliseconds,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["late_ms"] = late },
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"{late.Count} changes seen: median {Median.Of(late):0.0} ms, 99.9 % within {Percentile.Of(late, 0.999):0.0} ms, most {late.Max():0.0} ms"),
                "counted from the last moment before each commit that the database notes, so the commit itself is in it",
            ],
        };
    }

    private static async Task<Dictionary<string, DateTime>> CommitsAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SELECT name, at FROM resource_event WHERE kind = 'ConfigMap' AND type = 'ADDED'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var commits = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            commits[reader.GetString(0)] = reader.GetDateTime(1);
        }

        return commits;
    }
}
