using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A field of the pod.</summary>
[Atomic]
public sealed record ObjectFieldSelector
{
    [Field(1, "The version of the kind that the path is one of.", Default = "\"v1\"")]
    public string? ApiVersion { get; init; }

    [Field(2, "The field, such as metadata.name or metadata.labels['app'].", Required = true, Always = true)]
    public string FieldPath { get; init; } = "";
}
