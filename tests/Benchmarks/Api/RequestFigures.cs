using System.Globalization;
using System.Text;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary>Single reads and writes, 200 a second, beside a bare server that reads or writes one row: medians, in turn.</summary>
internal static class RequestFigures
{
    private const int Pods = 10_000;
    private const int PerSecond = 200;
    private const double GetTarget = 3;
    private const double CreateTarget = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(5);

    /// <summary>The figures, of one run.</summary>
    public static IEnumerable<IMeasurement> Measurements(int rounds)
    {
        var run = new Derived<Outcome>.Run(cancellationToken => ApiServers.UseAsync(servers => MeasureAsync(servers, rounds, cancellationToken), cancellationToken));
        yield return new Derived<Outcome>("api.get", run, outcome => Figure(outcome.Gets, GetTarget));
        yield return new Derived<Outcome>("api.create", run, outcome => Figure(outcome.Creates, CreateTarget));
    }

    private static Figure Figure(Sides sides, double target) => new()
    {
        Name = "",
        Value = Median.Of(sides.Ours) / Median.Of(sides.Floor),
        Unit = "ratio",
        Target = target,
        Samples = new Dictionary<string, IReadOnlyList<double>> { ["ours_ms"] = sides.Ours, ["floor_ms"] = sides.Floor },
        Notes = [Describe("ours", sides.Ours), Describe("floor", sides.Floor)],
    };

    private static string Describe(string side, List<double> samples) => string.Create(
        CultureInfo.InvariantCulture, $"{side}: median {Median.Of(samples):0.00} ms of {samples.Count}, 99 % within {Percentile.Of(samples, 0.99):0.0} ms");

    private static async Task<Outcome> MeasureAsync(ApiServers servers, int rounds, CancellationToken cancellationToken)
    {
        await StoredPods.StoreAsync(servers.ConnectionString, Pods, cancellationToken);
        await using var floor = await FloorServer.StartAsync(servers.ConnectionString, cancellationToken);
        await SendAsync(floor.Client, HttpMethod.Post, "rows/pod", await ReadAsync(servers.Client, PodPath(0), cancellationToken), cancellationToken);
        var made = 0;
        Task GetOurs(int number, CancellationToken token) => ReadAsync(servers.Client, PodPath(number % Pods), token);
        Task GetFloor(int number, CancellationToken token) => ReadAsync(floor.Client, "rows/pod", token);
        Task CreateOurs(int number, CancellationToken token) =>
            SendAsync(servers.Client, HttpMethod.Post, "api/v1/namespaces/default/configmaps", ConfigMap(Interlocked.Increment(ref made)), token);
        Task CreateFloor(int number, CancellationToken token)
        {
            var name = Interlocked.Increment(ref made);
            return SendAsync(floor.Client, HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"rows/c{name}"), ConfigMap(name), token);
        }

        var gets = await TakeAsync(rounds, GetOurs, GetFloor, cancellationToken);
        var creates = await TakeAsync(rounds, CreateOurs, CreateFloor, cancellationToken);
        return new Outcome(gets, creates);
    }

    private static async Task<Sides> TakeAsync(
        int rounds, Func<int, CancellationToken, Task> ours, Func<int, CancellationToken, Task> floor, CancellationToken cancellationToken)
    {
        // A server that has just started is slower than one that has run for a while; neither side shall be overrun by that.
        foreach (var side in (Func<int, CancellationToken, Task>[])[ours, floor])
        {
            await SteadyLoad.RunAsync(PerSecond / 10, WarmUp, side, cancellationToken);
            await SteadyLoad.RunAsync(PerSecond / 2, WarmUp, side, cancellationToken);
        }

        var sides = new Sides([], []);
        for (var round = 0; round < rounds; round++)
        {
            sides.Ours.AddRange(await SteadyLoad.RunAsync(PerSecond, Sample, ours, cancellationToken));
            sides.Floor.AddRange(await SteadyLoad.RunAsync(PerSecond, Sample, floor, cancellationToken));
        }

        return sides;
    }

    private static string PodPath(int index) => $"api/v1/namespaces/default/pods/{StoredPods.NameOf(index)}";

    private static string ConfigMap(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"made-{{{number}}}","labels":{"app":"bench"}},"data":{"mode":"production","level":"info","endpoint":"http://web.example:8080/"}}""");

    private static async Task<string> ReadAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task SendAsync(HttpClient client, HttpMethod method, string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    private sealed record Sides(List<double> Ours, List<double> Floor);

    private sealed record Outcome(Sides Gets, Sides Creates);
}
