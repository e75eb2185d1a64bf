namespace Orchestrator.Planning.Configuration;

/// <summary>Names a ConfigMap or Secret.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Namespace">Its namespace, which is its pod's.</param>
/// <param name="Name">Its name.</param>
public sealed record ConfigReference(ConfigKind Kind, string Namespace, string Name)
{
    /// <summary>What is said where there is none, in Kubernetes' words.</summary>
    public string NotFound => $"{Kind.ToString().ToLowerInvariant()} \"{Name}\" not found";
}
