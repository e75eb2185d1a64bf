namespace Orchestrator.Planning.Probes;

/// <summary>What is said of probes in events: Kubernetes' reasons and sentences, which people and tools look for.</summary>
public static class ProbeMessages
{
    /// <summary>Reason of the event for a probe that failed or could not be carried out.</summary>
    public const string UnhealthyReason = "Unhealthy";

    /// <summary>Reason of the event for a probe that succeeded, with something to note.</summary>
    public const string WarningReason = "ProbeWarning";

    /// <summary>A probe failed.</summary>
    public static string Failed(ProbeKind kind, string output) => $"{kind} probe failed: {output}";

    /// <summary>A probe could not be carried out.</summary>
    public static string Errored(ProbeKind kind, string error) => $"{kind} probe errored and resulted in unknown state: {error}";

    /// <summary>A probe succeeded, with something to note.</summary>
    public static string Warned(ProbeKind kind, string output) => $"{kind} probe warning: {output}";

    /// <summary>A container is stopped for what a probe found.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="kind">The probe: startup or liveness.</param>
    /// <param name="restarts">Whether the pod's policy starts it again.</param>
    public static string Killing(string container, ProbeKind kind, bool restarts)
    {
        var probe = kind == ProbeKind.Startup ? "startup" : "liveness";
        return $"Container {container} failed {probe} probe{(restarts ? ", will be restarted" : "")}";
    }
}
