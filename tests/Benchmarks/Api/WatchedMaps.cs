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

    /// <summary>The version of the list as it is now.</summary>
    public static async Task<long> VersionAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{Path}?limit=1", UriKind.Relative), cancellationToken));
        return long.Parse(document.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture);
    }

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

    /// <summary>Starts watchers, and waits until the server answers all of them.</summary>
    public static async Task<Task> WatchAsync(IReadOnlyList<Watcher> watchers, TimeSpan within, CancellationToken cancellationToken)
    {
        var running = watchers.Select(watcher => watcher.RunAsync(cancellationToken)).ToList();
        await Task.WhenAll(watchers.Select(watcher => watcher.Open)).WaitAsync(within, TimeProvider.System, cancellationToken);
        return Task.WhenAll(running);
    }
}
