using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Nodes;

/// <summary>What a pod asks for in case its node is lost.</summary>
public static class NodeLossPolicy
{
    /// <summary>Whether the pod must never run twice: it asks for it, or it is a StatefulSet's and does not ask for the opposite.</summary>
    public static bool IsAtMostOnce(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.Metadata.Annotations.TryGetValue(NodeLossAnnotation.AtMostOnce, out var asked)
            ? asked == "true"
            : pod.Metadata.ControllerReference() is { Kind: "StatefulSet" } owner && owner.ApiVersion.StartsWith("apps/", StringComparison.Ordinal);
    }

    /// <summary>Whether a node whose lease has run out stops the pod.</summary>
    public static bool StopsWhenCutOff(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return IsAtMostOnce(pod) || pod.Metadata.Annotations.GetValueOrDefault(NodeLossAnnotation.OnNodeLost) == NodeLossAnnotation.Stop;
    }
}
