namespace Orchestrator.Agent.Probes;

/// <summary>Something that is worth an Event of the pod, of type Warning.</summary>
/// <param name="Reason"><c>Unhealthy</c> or <c>ProbeWarning</c>.</param>
/// <param name="Message">What happened, without the container's name.</param>
public sealed record ProbeEvent(string Reason, string Message);
