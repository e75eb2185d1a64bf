using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling.Devices;
using EventType = Orchestrator.Contracts.Recording.EventType;

namespace Orchestrator.Grains.Nodes;

/// <summary>What the node's machine has, and who loses a device that works no more.</summary>
public sealed partial class NodeGrain
{
    private async Task DescribeAsync(NodeRegistration registration)
    {
        var before = State.Devices;
        await PersistAsync(state =>
        {
            if (state.Resource is not { } node)
            {
                return state;
            }

            var devices = After(state.Devices, registration.Devices);
            var after = NodeDocuments.Describe(node, registration, state.Devices, devices, Now);
            var isNews = !ReferenceEquals(after, node) || !devices.Offers.SequenceEqual(state.Devices.Offers) || !devices.Labels.SequenceEqual(state.Devices.Labels);
            return isNews ? state with { Resource = after, Devices = devices } : state;
        });

        foreach (var device in BadDevices(State.Devices).Except(BadDevices(before)))
        {
            Record(EventType.Warning, "DeviceUnhealthy", DeviceConditions.Sentence(device));
        }

        if (!FailedDevices().IsEmpty)
        {
            Wake();
        }
    }

    private static NodeDeviceReport After(NodeDeviceReport before, NodeDeviceReport? said) => said is not { GpusUnknown: true } ? said ?? before : new NodeDeviceReport
    {
        Offers = [.. before.Offers.Where(offer => offer.Resource == DeviceResource.Gpu), .. said.Offers],
        Labels = before.Labels,
    };

    // A pod whose device works no more can't go on with it: it is evicted, and its replacement gets another device, here or elsewhere. What is only unknown is not reported as bad.
    private async Task EvictFromDevicesAsync()
    {
        foreach (var failed in FailedDevices().GroupBy(failed => failed.Lease.PodUid, StringComparer.Ordinal))
        {
            var pods = State.Bindings.Where(binding => !binding.Finished && binding.Pod.Uid == failed.Key).Select(binding => binding.Pod);
            var message = string.Join(' ', failed.Select(one => one.Device is { } device ? DeviceConditions.Sentence(device) : $"{one.Lease.DeviceId} is not there any more."));
            await ForEachAsync(pods, evicted: true, pod => EvictAsync(pod, "DeviceUnhealthy", $"A device of node {Name} that the pod has failed: {message}"));
        }
    }

    private ImmutableArray<(DeviceLease Lease, Device? Device)> FailedDevices() => NodeDevices.Failed(State.Devices.Offers, Bindings.Leases(State));

    private static IEnumerable<Device> BadDevices(NodeDeviceReport report) => report.Offers.SelectMany(offer => offer.Devices).Where(device => !device.Healthy);
}
