using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Nodes;

/// <summary>Whether pods tolerate taints, and for how long (Kubernetes' documentation, "Taints and Tolerations").</summary>
public static class Tolerance
{
    // Longer is for ever: a sum beyond it would leave the calendar.
    private const long SecondsMax = 100L * 366 * 24 * 3600;

    /// <summary>Whether a toleration is for a taint: an empty key is all keys, an empty effect all effects.</summary>
    public static bool Covers(Toleration toleration, Taint taint)
    {
        ArgumentNullException.ThrowIfNull(toleration);
        ArgumentNullException.ThrowIfNull(taint);
        return (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
            && (string.IsNullOrEmpty(toleration.Key) || toleration.Key == taint.Key)
            && (toleration.Operator == TolerationOperator.Exists || (toleration.Value ?? "") == (taint.Value ?? ""));
    }

    /// <summary>Whether any of the tolerations is for the taint.</summary>
    public static bool Has(ImmutableArray<Toleration> tolerations, Taint taint) => tolerations.Any(toleration => Covers(toleration, taint));

    /// <summary>When a pod has to leave a node for its <c>NoExecute</c> taints; null where it may stay.</summary>
    /// <param name="tolerations">What the pod tolerates; of those that are for one taint the first counts.</param>
    /// <param name="taints">The node's taints.</param>
    /// <param name="boundAt">When the pod came to the node: what was there before it counts from then.</param>
    public static DateTimeOffset? LeaveAt(ImmutableArray<Toleration> tolerations, ImmutableArray<Taint> taints, DateTimeOffset boundAt)
    {
        DateTimeOffset? earliest = null;
        foreach (var taint in taints.Where(taint => taint.Effect == TaintEffect.NoExecute))
        {
            var since = taint.TimeAdded is { } added && added > boundAt ? added : boundAt;
            var toleration = tolerations.FirstOrDefault(toleration => Covers(toleration, taint));
            if (toleration is { TolerationSeconds: null } or { TolerationSeconds: > SecondsMax })
            {
                continue;
            }

            var leave = since + TimeSpan.FromSeconds(Math.Max(0, toleration?.TolerationSeconds ?? 0));
            earliest = earliest is null || leave < earliest ? leave : earliest;
        }

        return earliest;
    }

    /// <summary>
    /// The tolerations with those that every pod gets for nodes that are not ready or not reachable, unless it says something of them itself: Kubernetes' admission
    /// plugin <c>DefaultTolerationSeconds</c>.
    /// </summary>
    public static ImmutableArray<Toleration> WithDefaults(ImmutableArray<Toleration> tolerations, long notReadySeconds, long unreachableSeconds) =>
        With(With(tolerations, TaintKey.NotReady, notReadySeconds), TaintKey.Unreachable, unreachableSeconds);

    private static ImmutableArray<Toleration> With(ImmutableArray<Toleration> tolerations, string key, long seconds)
    {
        var said = tolerations.Any(one => (string.IsNullOrEmpty(one.Key) || one.Key == key) && (string.IsNullOrEmpty(one.Effect) || one.Effect == TaintEffect.NoExecute));
        return said
            ? tolerations
            : tolerations.Add(new Toleration { Key = key, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = seconds });
    }
}
