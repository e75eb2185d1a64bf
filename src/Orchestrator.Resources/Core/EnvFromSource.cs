using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>All values of a ConfigMap or Secret as environment variables: just one source.</summary>
public sealed record EnvFromSource
{
    [Field(1, "What is put before each key.", Format = TextFormat.EnvironmentName)]
    public string? Prefix { get; init; }

    [Field(2, "The ConfigMap.")]
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    [Field(3, "The Secret.")]
    public SecretEnvSource? SecretRef { get; init; }
}
