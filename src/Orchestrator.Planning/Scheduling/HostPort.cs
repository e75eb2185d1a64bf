namespace Orchestrator.Planning.Scheduling;

/// <summary>A port that a pod takes on its node.</summary>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
/// <param name="Port">The port on the node.</param>
/// <param name="Address">The address on the node; empty is all of them.</param>
public sealed record HostPort(string Protocol, int Port, string Address);
