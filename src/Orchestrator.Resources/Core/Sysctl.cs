using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A parameter of the kernel that a pod has for itself.</summary>
public sealed record Sysctl
{
    [Field(1, "The parameter, such as net.ipv4.ip_local_port_range.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(2, "The value.", Required = true, Always = true)]
    public string Value { get; init; } = "";
}
