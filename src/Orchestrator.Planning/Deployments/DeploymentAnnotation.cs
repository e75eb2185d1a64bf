using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Planning.Deployments;

/// <summary>Annotations by which a deployment keeps its books, on itself and on its replica sets.</summary>
public static class DeploymentAnnotation
{
    /// <summary>Which revision of the deployment it is.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>Which revisions a replica set stood for before, with commas.</summary>
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    /// <summary>The deployment's <c>spec.replicas</c> when the replica set was last scaled.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>How many pods the deployment might have then, surge included.</summary>
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether a deployment's annotation is also one of its replica sets. What is about the one object alone is not.</summary>
    internal static bool IsInherited(string key) => key is not (Revision or RevisionHistory or DesiredReplicas or MaxReplicas or LastApplied);

    /// <summary>The whole number in an annotation, or null where there is none.</summary>
    internal static int? Number(ImmutableSortedDictionary<string, string> annotations, string key) =>
        annotations.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A whole number as an annotation's value.</summary>
    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
