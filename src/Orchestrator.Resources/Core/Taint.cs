using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Keeps pods off a node that do not tolerate it.</summary>
public sealed record Taint
{
    [Field(1, "What kind of taint it is.", Required = true, Always = true, Format = TextFormat.QualifiedName)]
    public string Key { get; init; } = "";

    [Field(2, "What tolerations compare.")]
    public string? Value { get; init; }

    [Field(3, "What becomes of pods that do not tolerate it.", Required = true, Always = true, OneOf = ["NoSchedule", "PreferNoSchedule", "NoExecute"])]
    public string Effect { get; init; } = "";

    [Field(4, "When it was set.")]
    public DateTimeOffset? TimeAdded { get; init; }
}
