using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An address of a pod.</summary>
public sealed record PodIp
{
    [Field(1, "The address.", Always = true)]
    public string Ip { get; init; } = "";
}
