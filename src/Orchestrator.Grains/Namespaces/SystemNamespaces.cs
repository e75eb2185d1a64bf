using System.Collections.Immutable;

namespace Orchestrator.Grains.Namespaces;

/// <summary>The namespaces that every cluster has and that cannot be deleted.</summary>
public static class SystemNamespaces
{
    /// <summary>Their names, in the order in which they are made: by the last one a server knows that its cluster has all that it is to have.</summary>
    public static ImmutableArray<string> All { get; } = ["kube-node-lease", "kube-public", "kube-system", "default"];
}
