namespace Orchestrator.Resources.Core;

/// <summary>What a pod asks for in case its node is lost, as annotations of the pod.</summary>
public static class NodeLossAnnotation
{
    /// <summary>Whether the pod must never run twice, <c>true</c> or <c>false</c>. A StatefulSet's pods are so without asking.</summary>
    public const string AtMostOnce = "orchestrator.dev/at-most-once";

    /// <summary>What a node that is cut off from the control plane does with the pod's containers: <see cref="Keep"/> or <see cref="Stop"/>.</summary>
    public const string OnNodeLost = "orchestrator.dev/node-lost";

    /// <summary>They go on: the default.</summary>
    public const string Keep = "keep";

    /// <summary>They are stopped when the node's lease has run out.</summary>
    public const string Stop = "stop";
}
