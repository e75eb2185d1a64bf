namespace Orchestrator.Planning.Configuration;

/// <summary>The kinds of objects whose values pods are given.</summary>
public enum ConfigKind
{
    /// <summary>A ConfigMap.</summary>
    ConfigMap,

    /// <summary>A Secret.</summary>
    Secret,
}
