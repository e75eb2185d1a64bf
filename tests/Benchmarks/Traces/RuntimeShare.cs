using System.Globalization;
using Orchestrator.Benchmarks.Loss;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Traces;

/// <summary>
/// From 0 to 50 replicas on three nodes: the part of the time in which the grain runtime works, with calls, membership and round trips to storage, while no container is being
/// created or started anywhere, so that nothing else is waited for.
/// </summary>
internal sealed class RuntimeShare(int rounds) : IMeasurement
{
    private const int Replicas = 50;
    private const double Target = 10;
    private const ulong NanosecondsPerMillisecond = 1_000_000;
    private static readonly string[] RuntimeSources = ["Microsoft.Orleans", "Npgsql"];
    private static readonly string[] EngineCalls = ["CreateContainer", "StartContainer"];

    // Longer than spans wait before they are sent.
    private static readonly TimeSpan Arriving = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Name => "cluster.runtime-share";

    /// <inheritdoc/>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var receiver = new SpanReceiver();
        var options = new MachineClusterOptions { Environment = receiver.Environment };
        return await OurMachines.UseAsync(
            options,
            async ours =>
            {
                await receiver.StartAsync(ours.Cluster.Network.Address, cancellationToken);
                return await MeasureAsync(ours, receiver, cancellationToken);
            },
            cancellationToken);
    }

    private static ulong Now() => (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * NanosecondsPerMillisecond;

    private static bool IsOfRuntime(Span span) => RuntimeSources.Any(source => span.Source.StartsWith(source, StringComparison.Ordinal));

    private static bool IsOfEngine(Span span) => span.Source == "Orchestrator.Containers" && EngineCalls.Contains(span.Name);

    private async Task<Figure> MeasureAsync(OurMachines ours, SpanReceiver receiver, CancellationToken cancellationToken)
    {
        List<double> shares = [];
        List<string> notes = [];
        for (var round = 0; round < rounds; round++)
        {
            await ours.ScaleToNoneAsync(cancellationToken);
            await Task.Delay(Arriving, TimeProvider.System, cancellationToken);
            var began = Now();
            await ours.ScaleAsync(Replicas, cancellationToken);
            var ended = Now();
            await Task.Delay(Arriving, TimeProvider.System, cancellationToken);
            var (share, note) = Share([.. receiver.Spans().Where(span => span.Ended > began && span.Began < ended)], began, ended);
            shares.Add(share);
            notes.Add(note);
            await Console.Error.WriteLineAsync(note);
        }

        return new Figure
        {
            Name = Name,
            Value = Median.Of(shares),
            Unit = "%",
            Target = Target,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["percent"] = shares },
            Notes = notes,
        };
    }

    private static (double Percent, string Note) Share(List<Span> spans, ulong began, ulong ended)
    {
        var engines = new Coverage(spans.Where(IsOfEngine), began, ended);
        var runtime = new Coverage(spans.Where(IsOfRuntime), began, ended);
        if (engines.Seconds == 0 || runtime.Seconds == 0)
        {
            throw new MeasurementException($"The traces say nothing: {spans.Count(IsOfEngine)} calls to engines and {spans.Count(IsOfRuntime)} of the runtime.");
        }

        var wall = (ended - began) / 1e9;
        var alone = runtime.Seconds - runtime.SecondsIn(engines);
        return (alone / wall * 100, string.Create(
            CultureInfo.InvariantCulture,
            $"{wall:F2} s, of which containers are created or started in {engines.Seconds:F2} s; the runtime works in {runtime.Seconds:F2} s, alone in {alone:F2} s; {spans.Count(span => span.Source.StartsWith("Microsoft.Orleans", StringComparison.Ordinal))} grain calls, {spans.Count(span => span.Source == "Npgsql")} database commands"));
    }
}
