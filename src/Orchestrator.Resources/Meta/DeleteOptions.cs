using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>How an object is to be deleted.</summary>
public sealed record DeleteOptions : IDocument
{
    [Field(1, "How long the object has to end well, in seconds.", Minimum = 0)]
    public long? GracePeriodSeconds { get; init; }

    [Field(2, "What must hold for the deletion to happen.")]
    public Preconditions? Preconditions { get; init; }

    [Field(3, "The older way to say Orphan or Background.")]
    public bool? OrphanDependents { get; init; }

    [Field(4, "What becomes of the objects that this one owns.", OneOf = ["Orphan", "Background", "Foreground"])]
    public string? PropagationPolicy { get; init; }

    [Field(5, "All: check only.")]
    public ImmutableArray<string> DryRun { get; init; } = [];

    [Field(6, "Deletes what can no longer be read.")]
    [Refused("an object that can't be read has to be repaired in the database", Except = "false")]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "DeleteOptions";
}
