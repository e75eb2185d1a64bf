using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrator.Containers.Docker;

/// <summary>How long the engine's calls take and how they end, as a histogram and as spans, both under the name <c>Orchestrator.Containers</c>.</summary>
internal sealed class EngineTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Orchestrator.Containers";

    private static readonly ActivitySource Source = new(Name);

    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;

    public EngineTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _duration = meters.Create(Name).CreateHistogram<double>(
            "orchestrator.engine.call.duration", "s", "How long calls to the container engine took, by operation and outcome.");
    }

    /// <summary>Begins a call.</summary>
    public Call Begin(EngineOperation operation) => new(this, operation, _time.GetTimestamp(), Source.StartActivity(operation.ToString(), ActivityKind.Client));

    /// <summary>A call under way. Its outcome is <c>ok</c>, <c>cancelled</c> or the name of the fault.</summary>
    public sealed class Call(EngineTelemetry telemetry, EngineOperation operation, long startedAt, Activity? activity) : IDisposable
    {
        private string _outcome = "ok";

        /// <summary>Says that the caller lost interest.</summary>
        public void Cancelled() => _outcome = "cancelled";

        /// <summary>Says that the call failed.</summary>
        public void Failed(EngineException exception)
        {
            _outcome = exception.Fault.ToString();
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        }

        /// <inheritdoc />
        public void Dispose()
        {
            activity?.SetTag("outcome", _outcome);
            activity?.Dispose();
            telemetry._duration.Record(
                telemetry._time.GetElapsedTime(startedAt).TotalSeconds,
                new KeyValuePair<string, object?>("operation", operation.ToString()),
                new KeyValuePair<string, object?>("outcome", _outcome));
        }
    }
}
