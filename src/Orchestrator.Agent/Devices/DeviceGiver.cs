using System.Collections.Immutable;
using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Devices;

/// <summary>Puts what the node has given a pod into words that the engine takes, and sees to it that nobody else has it still.</summary>
/// <param name="engine">The engine.</param>
/// <param name="watch">What the machine has.</param>
/// <param name="holds">Which pods have devices for themselves.</param>
/// <param name="options">How the agent works.</param>
internal sealed class DeviceGiver(IContainerEngine engine, DeviceWatch watch, DeviceHolds holds, NodeAgentOptions options)
{
    private const string GpuPrefix = "GPU-";

    /// <summary>What a container of a pod gets.</summary>
    /// <exception cref="DeviceTakenException">Another pod has still one of the devices.</exception>
    public async Task<GivenDevices> GiveAsync(Pod pod, string container, ImmutableArray<DeviceLease> leases, CancellationToken cancellationToken)
    {
        var ids = ContainerDevices.Of(pod.Spec, container, leases);
        if (ids.IsEmpty)
        {
            return watch.HasGpus ? new GivenDevices { HidesGpus = true } : GivenDevices.None;
        }

        ImmutableArray<string> exclusive = [.. leases.Where(lease => lease.IsWhole).Select(lease => lease.DeviceId).Order(StringComparer.Ordinal)];
        await EnsureFreeAsync(pod, exclusive, cancellationToken);
        var requests = await RequestsAsync(ids, cancellationToken);
        return new GivenDevices { Requests = requests, Exclusive = exclusive, HidesGpus = watch.HasGpus && requests.All(request => request.Driver == DeviceRequest.Cdi) };
    }

    /// <summary>Which devices a container has and how they are, for its status.</summary>
    public ImmutableArray<ResourceStatus> Describe(Pod pod, string container, ImmutableArray<DeviceLease> leases)
    {
        if (leases.IsEmpty)
        {
            return [];
        }

        var seen = ContainerDevices.Of(pod.Spec, container, leases).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. leases.Where(lease => seen.Contains(lease.DeviceId)).GroupBy(lease => lease.Resource, StringComparer.Ordinal).Select(group => new ResourceStatus
            {
                Name = group.Key,
                Resources = [.. group.Select(lease => new ResourceHealth { ResourceId = lease.DeviceId, Health = watch.HealthOf(lease.DeviceId) })],
            }),
        ];
    }

    /// <summary>Nothing of a pod is left.</summary>
    public void Release(string podUid) => holds.Release(podUid);

    // The engine is asked as well: what an earlier life of the agent left running is nobody's work in this one.
    private async Task EnsureFreeAsync(Pod pod, ImmutableArray<string> exclusive, CancellationToken cancellationToken)
    {
        if (exclusive.IsEmpty)
        {
            return;
        }

        if (holds.Take(pod.Metadata.Uid, exclusive) is { } held)
        {
            throw new DeviceTakenException(held);
        }

        foreach (var other in await engine.ListContainersAsync(ContainerLabels.OfNode(options), cancellationToken))
        {
            var runs = other.State != Containers.ContainerState.Exited && other.Labels.GetValueOrDefault(ContainerLabels.PodUid) != pod.Metadata.Uid;
            if (runs && ContainerLabels.DevicesOf(other).Intersect(exclusive, StringComparer.Ordinal).FirstOrDefault() is { } taken)
            {
                throw new DeviceTakenException(taken);
            }
        }
    }

    private async Task<IReadOnlyList<DeviceRequest>> RequestsAsync(ImmutableArray<string> ids, CancellationToken cancellationToken)
    {
        var gpus = ids.Where(id => id.StartsWith(GpuPrefix, StringComparison.Ordinal)).ToList();
        var named = ids.Except(gpus, StringComparer.Ordinal).ToList();
        if (gpus.Count > 0 && await CdiNamesAsync(gpus, cancellationToken) is { } names)
        {
            named.AddRange(names);
            gpus.Clear();
        }

        var requests = new List<DeviceRequest>();
        if (gpus.Count > 0)
        {
            requests.Add(new DeviceRequest("", gpus, ["gpu"]));
        }

        if (named.Count > 0)
        {
            requests.Add(new DeviceRequest(DeviceRequest.Cdi, named, []));
        }

        return requests;
    }

    // Null where the engine is asked for them in its own words.
    private async Task<IReadOnlyList<string>?> CdiNamesAsync(List<string> gpus, CancellationToken cancellationToken)
    {
        if (options.Devices.Injection == DeviceInjection.Request)
        {
            return null;
        }

        var names = gpus.Select(watch.CdiNameOf).OfType<string>().ToList();
        if (options.Devices.Injection == DeviceInjection.Cdi)
        {
            return names.Count == gpus.Count ? names
                : throw new ContainerConfigException($"No specification in {string.Join(", ", options.Devices.CdiFolders)} names all of the GPUs {string.Join(", ", gpus)}; make one with nvidia-ctk cdi generate.");
        }

        var info = await engine.GetInfoAsync(cancellationToken);
        return names.Count == gpus.Count && !info.Runtimes.Contains("nvidia") && CdiSupport.Takes(info) ? names : null;
    }
}
