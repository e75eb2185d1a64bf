namespace Orchestrator.Containers;

/// <summary>A port of a container that is published on the host.</summary>
/// <param name="ContainerPort">Port inside the container.</param>
/// <param name="HostPort">Port on the host; 0 lets the engine choose.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
/// <param name="HostAddress">Address on the host, or null for all.</param>
public sealed record PortMapping(int ContainerPort, int HostPort, string Protocol = "tcp", string? HostAddress = null);
