namespace Orchestrator.Containers;

/// <summary>A device of the host that a container may use.</summary>
/// <param name="HostPath">Its path on the host, such as <c>/dev/fuse</c>.</param>
/// <param name="ContainerPath">Its path in the container.</param>
/// <param name="Permissions">Any of <c>r</c> (read), <c>w</c> (write) and <c>m</c> (make the node).</param>
public sealed record ContainerDevice(string HostPath, string ContainerPath, string Permissions = "rwm");
