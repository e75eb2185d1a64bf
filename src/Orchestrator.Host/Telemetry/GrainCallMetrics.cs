using System.Diagnostics.Metrics;
using Orleans;

namespace Orchestrator.Host.Telemetry;

/// <summary>Measures the calls that grains of this silo take, by grain interface and outcome; never by key, for there are too many.</summary>
internal sealed class GrainCallMetrics(IMeterFactory meters, TimeProvider time) : IIncomingGrainCallFilter
{
    private readonly Histogram<double> _duration = meters.Create(SiloMetrics.MeterName).CreateHistogram<double>(
        "orchestrator.grain.call.duration", "s", "Time that a grain takes for a call, by grain and outcome.");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var started = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            await context.Invoke();
            outcome = "ok";
        }
        finally
        {
            _duration.Record(
                time.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("grain", context.InterfaceMethod.DeclaringType?.Name),
                new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
