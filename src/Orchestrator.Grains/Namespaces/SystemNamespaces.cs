using System.Collections.Immutable;

namespace Orchestrator.Grains.Namespaces;

/// <summary>The namespaces that every cluster has and that cannot be deleted.</summary>
public static class SystemNamespaces
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> All { get; } = ["default", "kube-node-lease", "kube-public", "kube-system"];
}
