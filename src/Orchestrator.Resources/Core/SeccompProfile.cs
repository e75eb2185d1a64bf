using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Which system calls a container may make.</summary>
public sealed record SeccompProfile
{
    [Field(1, "Whether the engine's profile, a file's or none holds.", Required = true, Always = true, OneOf = ["Localhost", "RuntimeDefault", "Unconfined"])]
    public string Type { get; init; } = "";

    [Field(2, "The file, below the node's folder of such profiles; with the type Localhost only.")]
    public string? LocalhostProfile { get; init; }
}
