using System.Globalization;
using Npgsql;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary>A list of 10,000 pods: how long it takes beside a bare reader of the same documents, and what it costs the gateway in memory.</summary>
internal static class ListFigures
{
    private const int Pods = 10_000;
    private const double RatioTarget = 2;
    private const double MemoryTargetMegabytes = 100;

    /// <summary>The figures, of one run.</summary>
    public static IEnumerable<IMeasurement> Measurements(int rounds)
    {
        var run = new Derived<Outcome>.Run(cancellationToken => ApiServers.UseAsync(servers => MeasureAsync(servers, rounds, cancellationToken), cancellationToken));
        yield return new Derived<Outcome>("api.list10000", run, outcome => outcome.Paired.Ratio("", RatioTarget, $"{Pods} pods, {outcome.Bytes / 1_000_000} MB as JSON"));
        yield return new Derived<Outcome>("api.list10000-memory", run, Memory);
    }

    private static Figure Memory(Outcome outcome) => new()
    {
        Name = "",
        Value = outcome.GrownMegabytes,
        Unit = "MB",
        Target = MemoryTargetMegabytes,
        Samples = new Dictionary<string, IReadOnlyList<double>> { ["grown_mb"] = [outcome.GrownMegabytes] },
        Notes = ["how much more memory the gateway's process had at most during the first list, than before it"],
    };

    private static async Task<Outcome> MeasureAsync(ApiServers servers, int rounds, CancellationToken cancellationToken)
    {
        await StoredPods.StoreAsync(servers.ConnectionString, Pods, cancellationToken);
        await using var source = NpgsqlDataSource.Create(servers.ConnectionString);
        await ListAsync(servers, "?limit=1", cancellationToken);
        var before = ProcessMemory.ResidentMegabytes(servers.GatewayId);
        ProcessMemory.ForgetPeak(servers.GatewayId);
        var bytes = await ListAsync(servers, "", cancellationToken);
        var grown = ProcessMemory.PeakMegabytes(servers.GatewayId) - before;
        await ReadAsync(source, cancellationToken);
        var paired = new Paired(TimeProvider.System, "reader");
        await paired.TakeAsync(
            rounds,
            (_, token) => TimedAsync(() => ListAsync(servers, "", token)),
            (_, token) => TimedAsync(() => ReadAsync(source, token)),
            cancellationToken);
        return new Outcome(paired, bytes, grown);
    }

    private static async Task<double> TimedAsync(Func<Task> run)
    {
        var began = TimeProvider.System.GetTimestamp();
        await run();
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<long> ListAsync(ApiServers servers, string query, CancellationToken cancellationToken)
    {
        using var answer = await servers.Client.GetAsync(
            new Uri($"api/v1/pods{query}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await DrainAsync(body, cancellationToken);
    }

    private static async Task ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT document FROM resource WHERE grp = '' AND kind = 'Pod' ORDER BY namespace, name");
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        var documents = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            await using var document = await reader.GetStreamAsync(0, cancellationToken);
            await DrainAsync(document, cancellationToken);
            documents++;
        }

        if (documents != Pods)
        {
            throw new MeasurementException(string.Create(CultureInfo.InvariantCulture, $"The reader saw {documents} documents in place of {Pods}."));
        }
    }

    private static async Task<long> DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
        }

        return total;
    }

    private sealed record Outcome(Paired Paired, long Bytes, double GrownMegabytes);
}
