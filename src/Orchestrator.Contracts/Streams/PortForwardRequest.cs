using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>One TCP connection to a port of a pod.</summary>
/// <param name="PodUid">Uid of the pod.</param>
/// <param name="Port">The port, 1 to 65535, that something in the pod listens on.</param>
[Immutable]
public sealed record PortForwardRequest(string PodUid, int Port);
