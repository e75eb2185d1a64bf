using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary>Config maps that are written while others watch them.</summary>
internal static class WatchedMaps
{
    /// <summary>Where they are.</summary>
    public const string Path = "api/v1/namespaces/default/configmaps";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(60);

    /// <summary>The name of one.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"seen-{number:00000}");

    /// <summary>Creates one, and tries again while the gateway is away: it is there when this returns.</summary>
    public static async Task CreateAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        var body = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{NameOf(number)}}}"},"data":{"mode":"production"}}""";
        var began = TimeProvider.System.GetTimestamp();
        var last = "";
        while (TimeProvider.System.GetElapsedTime(began) < GiveUpAfter)
        {
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), content, cancellationToken);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict)
                {
                    return;
                }

                last = $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}";
            }
            catch (HttpRequestException away)
            {
                last = away.Message;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        throw new MeasurementException($"A write was not accepted within {GiveUpAfter.TotalSeconds} s: {last}");
    }

    /// <summary>Runs an action while so many clients watch, all of which the server has answered before it begins; returns how often one had to list again.</summary>
    /// <param name="servers">Where they watch.</param>
    /// <param name="seen">What each of them is to do with the name of a map that was added.</param>
    /// <param name="openWithin">How long the server may take to answer all of them.</param>
    /// <param name="action">What is done meanwhile.</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    public static async Task<int> WatchAsync(
        ApiServers servers, IEnumerable<Action<string>> seen, TimeSpan openWithin, Func<Task> action, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(servers.Client, cancellationToken);
        using var client = new HttpClient { BaseAddress = servers.Client.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watchers = seen.Select(one => new Watcher(client, Path, version, one)).ToList();
        var running = watchers.Select(watcher => watcher.RunAsync(end.Token)).ToList();
        await Task.WhenAll(watchers.Select(watcher => watcher.Open)).WaitAsync(openWithin, TimeProvider.System, end.Token);
        await action();
        await end.CancelAsync();
        await Task.WhenAll(running);
        return watchers.Sum(watcher => watcher.Expired);
    }

    private static async Task<long> VersionAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{Path}?limit=1", UriKind.Relative), cancellationToken));
        return long.Parse(document.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture);
    }
}
