using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An environment variable.</summary>
public sealed record EnvVar
{
    [Field(1, "The name.", Required = true, Always = true, Format = TextFormat.EnvironmentName)]
    public string Name { get; init; } = "";

    [Field(2, "The value, in which $(NAME) stands for an earlier variable's.")]
    public string? Value { get; init; }

    [Field(3, "Where the value comes from, instead of value.")]
    public EnvVarSource? ValueFrom { get; init; }
}
