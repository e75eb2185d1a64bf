using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Nodes;

/// <summary>What a node's document says, from what its agent says.</summary>
internal static class NodeDocuments
{
    /// <summary>The document of a node that has just come.</summary>
    public static Node New(string name, NodeRegistration registration) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = registration.Labels },
    };

    /// <summary>The document with what the agent says of its machine; the same document where it says nothing new.</summary>
    public static Node Describe(Node node, NodeRegistration registration)
    {
        var described = node with
        {
            Metadata = node.Metadata with { Labels = node.Metadata.Labels.SetItems(registration.Labels) },
            Status = node.Status with
            {
                Capacity = registration.Capacity,
                Allocatable = registration.Allocatable,
                Addresses = registration.Addresses,
                NodeInfo = registration.Info,
            },
        };
        return ResourceJson.SameContent(node, described) ? node : described;
    }

    /// <summary>The document with another readiness; the same document where status, reason and message are so already.</summary>
    public static Node WithReady(Node node, string status, string reason, string message, DateTimeOffset now)
    {
        var before = node.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready);
        if (before is not null && before.Status == status && before.Reason == reason && before.Message == message)
        {
            return node;
        }

        var ready = new NodeCondition
        {
            Type = NodeConditionType.Ready,
            Status = status,
            Reason = reason,
            Message = message,
            LastHeartbeatTime = now,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
        };
        var others = node.Status.Conditions.RemoveAll(condition => condition.Type == NodeConditionType.Ready);
        return node with { Status = node.Status with { Conditions = others.Add(ready) } };
    }
}
