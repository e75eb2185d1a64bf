using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrator.Agent.Telemetry;

/// <summary>What a node's agent measures. Attributes are few and bounded: never a pod's name or uid.</summary>
internal static class AgentTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Orchestrator.Agent";

    /// <summary>One activity for each step that changes something.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>The meter, to which each part of the agent adds its own instruments.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>Pods that have a worker here.</summary>
    public static readonly UpDownCounter<int> Pods = Meter.CreateUpDownCounter<int>("orchestrator.agent.pods", "{pod}", "Pods that this node works on.");

    /// <summary>From the acceptance of a pod to its first running container.</summary>
    public static readonly Histogram<double> StartDuration =
        Meter.CreateHistogram<double>("orchestrator.agent.pod.start.duration", "s", "From the acceptance of a pod to its first running container.");

    /// <summary>Containers that were started again.</summary>
    public static readonly Counter<long> Restarts = Meter.CreateCounter<long>("orchestrator.agent.container.restarts", "{restart}", "Containers that were started again.");

    /// <summary>Steps that failed at the engine, by fault.</summary>
    public static readonly Counter<long> EngineFailures =
        Meter.CreateCounter<long>("orchestrator.agent.engine.failures", "{failure}", "Steps that failed at the container engine, by fault.");
}
