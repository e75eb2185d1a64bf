using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Kinds;

/// <summary>Kubernetes' paths for a kind, as route patterns.</summary>
internal static class KindPaths
{
    /// <summary>Where the group's kinds are.</summary>
    public static string Root(string group, string version) => group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";

    /// <summary>All objects, in whatever namespace.</summary>
    public static string All(KindDescription kind) => $"{Root(kind.Group, kind.Version)}/{kind.Plural}";

    /// <summary>The objects of a namespace, or all of a kind that has none.</summary>
    public static string Items(KindDescription kind) =>
        kind.Namespaced ? $"{Root(kind.Group, kind.Version)}/namespaces/{{namespace}}/{kind.Plural}" : All(kind);

    /// <summary>One object.</summary>
    public static string Item(KindDescription kind) => $"{Items(kind)}/{{name}}";
}
