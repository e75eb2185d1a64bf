using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An environment variable.</summary>
[RefusedField("valueFrom", 3, FieldType.Object, "only literal values are served; set value")]
public sealed record EnvVar
{
    [Field(1, "The name.", Required = true, Always = true, Format = TextFormat.EnvironmentName)]
    public string Name { get; init; } = "";

    [Field(2, "The value, in which $(NAME) stands for an earlier variable's.")]
    public string? Value { get; init; }
}
