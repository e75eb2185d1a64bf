using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The system that a pod is made for.</summary>
public sealed record PodOs
{
    [Field(1, "The system.", Always = true, Required = true)]
    [Refused("pods run on Linux", Except = "\"linux\"")]
    public string Name { get; init; } = "";
}
