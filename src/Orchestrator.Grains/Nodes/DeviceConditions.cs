using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Nodes;

/// <summary>What a node's document says of its devices.</summary>
internal static class DeviceConditions
{
    // What GPU clouds put on such nodes, with an effect that needs no toleration.
    private const string Present = "present";

    /// <summary>The condition of the devices; none for a node that has none.</summary>
    public static IEnumerable<NodeCondition> Of(ImmutableArray<DeviceOffer> offers)
    {
        var devices = offers.SelectMany(offer => offer.Devices).ToList();
        var bad = devices.Where(device => !device.Healthy).Select(Sentence).ToList();
        return devices.Count == 0 ? []
            : bad.Count == 0 ? [new NodeCondition { Type = NodeConditionType.DevicesReady, Status = ConditionStatus.True, Reason = "DevicesHealthy", Message = "All devices of the node work." }]
            : [new NodeCondition { Type = NodeConditionType.DevicesReady, Status = ConditionStatus.False, Reason = "DeviceUnhealthy", Message = string.Join(' ', bad) }];
    }

    /// <summary>The document without the condition, where the node has no devices any more.</summary>
    public static Node Without(Node node, ImmutableArray<DeviceOffer> offers) => offers.Any(offer => !offer.Devices.IsEmpty)
        ? node
        : node with { Status = node.Status with { Conditions = node.Status.Conditions.RemoveAll(condition => condition.Type == NodeConditionType.DevicesReady) } };

    /// <summary>What a person is told of a device that does not work.</summary>
    public static string Sentence(Device device) => $"{device.Id} does not work: {(device.Message.Length > 0 ? device.Message : "its driver gives no reason")}.";

    /// <summary>
    /// The taints of a node that had no devices of a kind and has some now: pods that ask for none go elsewhere where they can. From then on the taint is people's: one that is
    /// taken away stays away.
    /// </summary>
    public static IEnumerable<Taint> NewTaints(Node node, NodeDeviceReport before, NodeDeviceReport now) => now.Offers
        .Select(offer => offer.Resource)
        .Except(before.Offers.Select(offer => offer.Resource), StringComparer.Ordinal)
        .Where(resource => node.Spec.Taints.All(taint => taint.Key != resource))
        .Select(resource => new Taint { Key = resource, Value = Present, Effect = TaintEffect.PreferNoSchedule });

    /// <summary>Amounts as a document has them.</summary>
    public static IEnumerable<KeyValuePair<string, Quantity>> Amounts(ImmutableSortedDictionary<string, long> amounts) => amounts.Select(amount => KeyValuePair.Create(
        amount.Key, Quantity.Of(amount.Value, amount.Key == DeviceResource.GpuMemory ? QuantityFormat.Binary : QuantityFormat.Decimal)));
}
