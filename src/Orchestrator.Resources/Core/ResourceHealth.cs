using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A device that a container has.</summary>
public sealed record ResourceHealth
{
    /// <summary>A device that works.</summary>
    public const string Healthy = "Healthy";

    /// <summary>A device that does not work.</summary>
    public const string Unhealthy = "Unhealthy";

    /// <summary>A device of which nothing is known now.</summary>
    public const string Unknown = "Unknown";

    [Field(1, "The device's id.", Name = "resourceID", Required = true, Always = true)]
    public string ResourceId { get; init; } = "";

    [Field(2, "Whether it works: Healthy, Unhealthy or Unknown.")]
    public string? Health { get; init; }
}
