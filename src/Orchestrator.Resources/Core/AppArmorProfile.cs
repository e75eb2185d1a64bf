using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The AppArmor profile that confines a container.</summary>
public sealed record AppArmorProfile
{
    [Field(1, "Whether the engine's profile, a named one or none holds.", Required = true, Always = true, OneOf = ["Localhost", "RuntimeDefault", "Unconfined"])]
    public string Type { get; init; } = "";

    [Field(2, "The name of a profile that the node's kernel has loaded; with the type Localhost only.")]
    public string? LocalhostProfile { get; init; }
}
