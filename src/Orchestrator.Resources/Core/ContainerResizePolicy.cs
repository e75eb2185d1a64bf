using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a change of a resource restarts.</summary>
public sealed record ContainerResizePolicy
{
    [Field(1, "The resource.", Required = true, Always = true, OneOf = ["cpu", "memory"])]
    public string ResourceName { get; init; } = "";

    [Field(2, "Whether the container restarts.", Required = true, Always = true, OneOf = ["NotRequired", "RestartContainer"])]
    public string RestartPolicy { get; init; } = "";
}
