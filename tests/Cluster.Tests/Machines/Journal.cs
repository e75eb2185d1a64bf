using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>
/// Writes all the time, through whichever API answers, and remembers what was acknowledged: counters that only rise, and deployments that are made and deleted, all of them paused. What was not
/// acknowledged may have happened or not.
/// </summary>
public sealed partial class Journal : IAsyncDisposable
{
    private const int Writers = 4;
    private const int DeletedOf = 3;
    private const int RefusalsTold = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly IReadOnlyList<HttpClient> _apis;
    private readonly string _path;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _counters = new();
    private readonly ConcurrentDictionary<string, bool> _made = new();
    private readonly ConcurrentBag<string> _refusals = [];
    private List<Task> _writing = [];
    private int _acknowledged;

    public Journal(IEnumerable<Uri> apis, string ns)
    {
        _apis = [.. apis.Select(address => new HttpClient { BaseAddress = address, Timeout = Patience })];
        _path = Api.Deployments(ns);
    }

    /// <summary>How many writes were acknowledged so far.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>What writes were answered that were not acknowledged, other than with 503.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    /// <summary>How many writes were answered with 503.</summary>
    public int Unavailable { get; private set; }

    /// <summary>Begins to write.</summary>
    public async Task StartAsync()
    {
        for (var writer = 0; writer < Writers; writer++)
        {
            await Eventually.True(() => MakeAsync(_apis[0], Counter(writer), _counters, 0), "a counter is made");
        }

        _writing = [.. Enumerable.Range(0, Writers).Select(WriteAsync)];
    }

    /// <summary>Writes no more.</summary>
    public async Task StopAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        await Task.WhenAll(_writing);
    }

    /// <summary>Asserts that nothing acknowledged was lost, and that no answer was anything but an acknowledgement or 503.</summary>
    /// <param name="api">Says what is stored.</param>
    /// <param name="logged">What the silos logged about a text: a surprise answers with an id, and its cause stands in the log under that.</param>
    public async Task AssertAsync(Api api, Func<string, string> logged)
    {
        var stored = (await api.ListAsync(_path)).ToDictionary(JsonReading.Name);
        var lost = _counters.Where(counter => !stored.TryGetValue(counter.Key, out var found) || Value(found) < counter.Value)
            .Select(counter => $"{counter.Key} was acknowledged at {counter.Value} and is at {(stored.TryGetValue(counter.Key, out var found) ? Value(found) : -1)}")
            .Concat(_made.Where(made => stored.ContainsKey(made.Key) != made.Value).Select(made => $"{made.Key} was {(made.Value ? "made and is gone" : "deleted and is there")}"));
        Assert.Empty(lost);
        Assert.True(_refusals.IsEmpty, string.Join('\n', _refusals.Take(RefusalsTold).Select(refusal => $"{refusal}\n{logged(SurpriseId().Match(refusal).Groups[1].Value)}")));
        Assert.True(Acknowledged > Writers, $"{Acknowledged} writes were acknowledged");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var api in _apis)
        {
            api.Dispose();
        }

        _stop.Dispose();
    }

    [GeneratedRegex("under id ([^\"]+)")]
    private static partial Regex SurpriseId();

    private static string Counter(int writer) => string.Create(CultureInfo.InvariantCulture, $"counter-{writer}");

    private static int Value(JsonNode found) => int.Parse(found.Text("metadata.annotations.value")!, CultureInfo.InvariantCulture);

    private static string Annotation(int number) => $$"""{"metadata":{"annotations":{"value":"{{number}}"} } }""";

    private async Task WriteAsync(int writer)
    {
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            var api = _apis[(writer + number) % _apis.Count];
            var counter = Counter(writer);
            if (await SendAsync(api, HttpMethod.Patch, $"{_path}/{counter}", Annotation(number), "application/merge-patch+json"))
            {
                _counters[counter] = number;
            }

            var made = string.Create(CultureInfo.InvariantCulture, $"made-{writer}-{number}");
            if (await MakeAsync(api, made, _made, true) && number % DeletedOf == 0)
            {
                // From here on only an acknowledgement says what there is.
                _made.TryRemove(made, out _);
                if (await SendAsync(api, HttpMethod.Delete, $"{_path}/{made}", null, null))
                {
                    _made[made] = false;
                }
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task<bool> MakeAsync<T>(HttpClient api, string name, ConcurrentDictionary<string, T> journal, T entry)
    {
        var body = Manifests.Deployment(name, 0).With("spec.paused", true).With("metadata.annotations", new JsonObject { ["value"] = "0" }).ToJsonString();
        var acknowledged = await SendAsync(api, HttpMethod.Post, _path, body, "application/json");
        if (acknowledged)
        {
            journal[name] = entry;
        }

        return acknowledged;
    }

    private async Task<bool> SendAsync(HttpClient api, HttpMethod method, string path, string? body, string? type)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!) };
        try
        {
            using var response = await api.SendAsync(request);
            if (response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _acknowledged);
                return true;
            }

            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Unavailable++;
            }
            else
            {
                _refusals.Add($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            // The silo that serves this API is down or halted; another one is asked next.
        }

        return false;
    }
}
