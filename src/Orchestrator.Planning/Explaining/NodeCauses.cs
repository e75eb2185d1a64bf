using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why nobody can say how a pod is: its node.</summary>
internal static class NodeCauses
{
    public static ImmutableArray<Cause> Of(PodSurroundings seen)
    {
        var name = seen.Pod.Spec.NodeName;
        if (seen.NodeIsMissing)
        {
            return [new Cause("NodeMissing", $"it is bound to the node {name}, which does not exist", "start the silo of that node again, or delete the pod, so that its owner makes another")];
        }

        if (seen.Node is not { } node || ReadyOf(node) is { Status: ConditionStatus.True })
        {
            return [];
        }

        var (since, message) = (SinceText(ReadyOf(node), seen.Now), Spell.Unstopped(ReadyOf(node)?.Message));
        return
        [
            new Cause(
                "NodeNotReady",
                $"its node {name} is not ready{since}{(message.Length > 0 ? $": {message}" : "")}",
                $"look at that machine: whether orc and the container engine run there, and whether it reaches the database (orc doctor, on {name})"),
        ];
    }

    // It has none before its agent has said anything.
    private static NodeCondition? ReadyOf(Node node) => node.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready);

    private static string SinceText(NodeCondition? ready, DateTimeOffset now) => ready?.LastTransitionTime is { } at ? $" since {Spell.Time(now - at)}" : "";
}
