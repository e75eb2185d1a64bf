using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>What a list says of itself.</summary>
public sealed record ListMeta
{
    [Field(1, "A path that older clients read.")]
    public string? SelfLink { get; init; }

    [Field(2, "The version at which the list is complete.")]
    public string? ResourceVersion { get; init; }

    [Field(3, "Goes on with the next page.")]
    public string? Continue { get; init; }

    [Field(4, "How many items follow this page.")]
    public long? RemainingItemCount { get; init; }
}
