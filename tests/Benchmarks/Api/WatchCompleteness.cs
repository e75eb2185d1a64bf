using System.Globalization;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary>100 watchers, 10,000 writes as fast as they go, and a gateway that is restarted in the middle: how many changes a watcher misses.</summary>
internal sealed class WatchCompleteness : IMeasurement
{
    private const int Watchers = 100;
    private const int Writers = 50;
    private const int Writes = 10_000;
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public string Name => "api.watch100-missed";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => ApiServers.UseAsync(servers => MeasureAsync(servers, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(ApiServers servers, CancellationToken cancellationToken)
    {
        var seen = Enumerable.Range(0, Watchers).Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToList();
        var (seconds, settled) = (0.0, 0.0);
        var expired = await WatchedMaps.WatchAsync(servers, seen.Select<HashSet<string>, Action<string>>(names => name => names.Add(name)), OpenWithin, async () =>
        {
            var began = TimeProvider.System.GetTimestamp();
            await WriteAsync(servers, cancellationToken);
            seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            settled = await SettleAsync(seen, cancellationToken);
        }, cancellationToken);
        double[] missed = [.. seen.Select(names => (double)(Writes - names.Count))];
        return new Figure
        {
            Name = Name,
            Value = missed.Sum(),
            Unit = "changes",
            Target = 0,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["missed_by_watcher"] = missed },
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"{Writes} writes by {Writers} writers in {seconds:0.0} s with the gateway's restart; all were seen {settled:0.0} s later"),
                string.Create(CultureInfo.InvariantCulture, $"watches that had to begin anew from a list: {expired}"),
            ],
        };
    }

    private static async Task WriteAsync(ApiServers servers, CancellationToken cancellationToken)
    {
        var next = -1;
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < Writes;)
            {
                if (number == Writes / 2)
                {
                    half.TrySetResult();
                }

                await WatchedMaps.CreateAsync(servers.Client, number, cancellationToken);
            }
        }).ToList();
        await Task.WhenAny(half.Task, Task.WhenAll(writers));
        await servers.RestartGatewayAsync(cancellationToken);
        await Task.WhenAll(writers);
    }

    // What is not seen in that time is missed.
    private static async Task<double> SettleAsync(List<HashSet<string>> seen, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (seen.Exists(names => names.Count < Writes) && TimeProvider.System.GetElapsedTime(began) < SeenWithin)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
