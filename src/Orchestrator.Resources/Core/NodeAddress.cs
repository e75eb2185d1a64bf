using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Where a node is reached.</summary>
public sealed record NodeAddress
{
    [Field(1, "What kind of address, such as InternalIP or Hostname.", Required = true, Always = true)]
    public string Type { get; init; } = "";

    [Field(2, "The address.", Required = true, Always = true)]
    public string Address { get; init; } = "";
}
