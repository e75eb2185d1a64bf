using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orchestrator.Agent.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

public sealed class ProbeTelemetryTests
{
    [Fact]
    public async Task Probes_are_counted_and_their_lateness_is_measured_without_a_name_or_uid()
    {
        var seen = new ConcurrentQueue<(string Instrument, double Value, string Attributes)>();
        using var meter = new MeterListener { InstrumentPublished = (instrument, listener) => Listen(instrument, listener) };
        meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        meter.Start();
        using var bench = new ProbeBench();
        var exec = new Probe { Exec = new ExecAction { Command = ["ask"] }, PeriodSeconds = 1 };
        var commands = 0;
        var (watch, heard) = bench.Watch(
            new Container { Name = "web", LivenessProbe = exec },
            (_, _, _) => Task.FromResult(new ProbeCommandResult(Interlocked.Increment(ref commands) == 1 ? 0 : 9, "")),
            pod: "uid-of-the-pod");

        await bench.Clock.AdvanceUntilAsync(() => heard.Events.Count >= 2);
        watch.Dispose();

        // Probes of other tests may be among them.
        Assert.Contains(seen, one => one == ("orchestrator.agent.probe.runs", 1, "kind=liveness mechanism=exec outcome=success"));
        Assert.True(seen.Count(one => one == ("orchestrator.agent.probe.runs", 1, "kind=liveness mechanism=exec outcome=failure")) >= 2);
        Assert.Contains(seen, one => one is { Instrument: "orchestrator.agent.probe.lateness", Attributes: "mechanism=exec", Value: >= 0 });
        Assert.All(seen, one => Assert.Matches("^(kind=[a-z]+ )?mechanism=[a-z]+( outcome=[a-z]+)?$", one.Attributes));

        static void Listen(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "Orchestrator.Agent" && instrument.Name.Contains(".probe.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = new List<string>();
        foreach (var tag in tags)
        {
            words.Add($"{tag.Key}={tag.Value}");
        }

        return string.Join(' ', words);
    }
}
