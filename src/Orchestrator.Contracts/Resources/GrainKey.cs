using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Description;

namespace Orchestrator.Contracts;

/// <summary>
/// Keys of grains: <c>plural[.group]/[namespace/]name</c>. The group keeps two kinds of one name apart; the slash keeps Orleans from reading a key as a number.
/// </summary>
public static class GrainKey
{
    /// <summary>The only scheduler there is so far.</summary>
    public const string DefaultScheduler = "schedulers/default";

    /// <summary>What judges all nodes together.</summary>
    public const string NodeEviction = "nodeevictions/default";

    /// <summary>What evens out how replicas are spread.</summary>
    public const string Rebalance = "rebalances/default";

    /// <summary>What deletes objects whose owners are gone.</summary>
    public const string GarbageCollector = "garbagecollectors/default";

    /// <summary>What keeps the status of ResourceQuotas.</summary>
    public const string Quotas = "quotas/default";

    /// <summary>What keeps disruption budgets.</summary>
    public const string Disruptions = "disruptions/default";

    /// <summary>Key of an object of any kind that has grains.</summary>
    public static string Of(KindDescription kind, ResourceKey key) =>
        kind.Namespaced ? $"{kind.QualifiedPlural}/{key.Namespace}/{key.Name}" : $"{kind.QualifiedPlural}/{key.Name}";

    /// <summary>Key of a deployment.</summary>
    public static string Deployment(string ns, string name) => $"deployments.apps/{ns}/{name}";

    /// <summary>Key of a replica set.</summary>
    public static string ReplicaSet(string ns, string name) => $"replicasets.apps/{ns}/{name}";

    /// <summary>Key of a pod.</summary>
    public static string Pod(string ns, string name) => $"pods/{ns}/{name}";

    /// <summary>Key of a node.</summary>
    public static string Node(string name) => $"nodes/{name}";

    /// <summary>Key of the agent of a node.</summary>
    public static string NodeAgent(string name) => $"nodeagents/{name}";

    /// <summary>Key of a namespace.</summary>
    public static string Namespace(string name) => $"namespaces/{name}";

    /// <summary>The name at the end of a key.</summary>
    public static string NameOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    /// <summary>The namespace in a key of three parts, or an empty string.</summary>
    public static string NamespaceOf(string key) => key.Split('/') is [_, var ns, _] ? ns : "";
}
