using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Kinds;

/// <summary>Kinds of Kubernetes that are known and not served. Discovery names them, so that clients ask, and hear what to use instead.</summary>
internal static class RefusedKinds
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<KindDescription> All { get; } =
    [
        new()
        {
            Group = "",
            Version = "v1",
            Kind = "ReplicationController",
            Plural = "replicationcontrollers",
            Singular = "replicationcontroller",
            Description = "Keeps as many pods as asked: not served; use a Deployment.",
            ShortNames = ["rc"],
            Categories = [],
            Namespaced = true,
            HasStatus = false,
            ClientsWriteStatus = false,
            CountsGeneration = false,
            NameFormat = TextFormat.DnsSubdomain,
            SelectableFields = [],
            Verbs = ResourceVerbs.Create | ResourceVerbs.Get,
            Type = typeof(void),
        },
    ];

    /// <summary>What to use instead, in a sentence.</summary>
    public static string Instead(KindDescription kind) => kind.Kind == "ReplicationController"
        ? "use a Deployment (apps/v1), which keeps as many pods and also replaces them step by step"
        : throw new ArgumentOutOfRangeException(nameof(kind), kind.Kind, "no such refused kind");
}
