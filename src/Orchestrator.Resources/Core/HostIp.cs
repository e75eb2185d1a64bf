using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An address of a pod's node.</summary>
public sealed record HostIp
{
    [Field(1, "The address.", Always = true)]
    public string Ip { get; init; } = "";
}
