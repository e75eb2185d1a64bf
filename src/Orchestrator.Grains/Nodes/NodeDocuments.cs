using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling.Devices;
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
        Spec = new NodeSpec { Taints = registration.Taints },
    };

    /// <summary>The document with what the agent says of its machine; the same document where it says nothing new.</summary>
    /// <param name="node">The document.</param>
    /// <param name="registration">What it says.</param>
    /// <param name="before">The devices that it said before.</param>
    /// <param name="devices">The devices that it has.</param>
    /// <param name="now">The time.</param>
    public static Node Describe(Node node, NodeRegistration registration, NodeDeviceReport before, NodeDeviceReport devices, DateTimeOffset now)
    {
        var labels = node.Metadata.Labels.RemoveRange(before.Labels.Keys).SetItems(devices.Labels).SetItems(registration.Labels);
        var described = With(DeviceConditions.Without(node, devices.Offers), DeviceConditions.Of(devices.Offers), now);
        described = described with
        {
            Metadata = node.Metadata with { Labels = labels },
            Spec = node.Spec with { Taints = [.. node.Spec.Taints, .. DeviceConditions.NewTaints(node, before, devices)] },
            Status = described.Status with
            {
                Capacity = registration.Capacity.SetItems(DeviceConditions.Amounts(NodeDevices.Capacity(devices.Offers))),
                Allocatable = registration.Allocatable.SetItems(DeviceConditions.Amounts(NodeDevices.Allocatable(devices.Offers))),
                Addresses = registration.Addresses,
                NodeInfo = registration.Info,
                Images = registration.Images,
            },
        };
        return ResourceJson.SameContent(node, described) ? node : described;
    }

    /// <summary>The document with these conditions; the same document where status, reason and message of all are so already.</summary>
    public static Node With(Node node, IEnumerable<NodeCondition> conditions, DateTimeOffset now) => conditions.Aggregate(node, (before, condition) => With(before, condition, now));

    /// <summary>The document with the taints that its conditions give it; the same document where it has them.</summary>
    public static Node WithTaints(Node node, bool evicts, DateTimeOffset now)
    {
        var taints = ConditionTaints.Of(node, evicts, now);
        return taints.SequenceEqual(node.Spec.Taints) ? node : node with { Spec = node.Spec with { Taints = taints } };
    }

    /// <summary>The document without the conditions that others than the node's agent say.</summary>
    public static Node WithoutOthers(Node node) =>
        WithConditions(node, [.. node.Status.Conditions.Where(NodeConditions.IsOwn).OrderBy(condition => condition.Type, StringComparer.Ordinal)]);

    /// <summary>The document with the conditions that others say, and no other ones of theirs.</summary>
    public static Node WithOthers(Node node, ImmutableArray<NodeCondition> said, DateTimeOffset now)
    {
        var others = said.Where(condition => !NodeConditions.IsOwn(condition)).ToArray();
        var kept = node.Status.Conditions.RemoveAll(condition => !NodeConditions.IsOwn(condition) && others.All(other => other.Type != condition.Type));
        return With(WithConditions(node, kept), others, now);
    }

    private static Node WithConditions(Node node, ImmutableArray<NodeCondition> conditions) => node with { Status = node.Status with { Conditions = conditions } };

    private static Node With(Node node, NodeCondition condition, DateTimeOffset now)
    {
        var before = node.Status.Conditions.FirstOrDefault(one => one.Type == condition.Type);
        if (before is not null && before.Status == condition.Status && before.Reason == condition.Reason && before.Message == condition.Message)
        {
            return node;
        }

        var others = node.Status.Conditions.RemoveAll(one => one.Type == condition.Type);
        var since = before?.Status == condition.Status ? before.LastTransitionTime : now;
        return node with { Status = node.Status with { Conditions = others.Add(condition with { LastHeartbeatTime = now, LastTransitionTime = since }) } };
    }
}
