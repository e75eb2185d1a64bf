using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Volumes;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Eviction;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pressure;

/// <summary>The pods that this node's workers have.</summary>
internal sealed class PodsOnNode(ConcurrentDictionary<string, PodWorker> workers, ContainerPlaces places, NodeFolder folder, PodEvents events, TimeProvider clock) : IPodsOnNode
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PodOnNode>> RunningAsync(CancellationToken cancellationToken)
    {
        var running = new List<PodOnNode>();
        foreach (var worker in workers.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value).Where(IsOn))
        {
            running.Add(await OfAsync(worker, cancellationToken));
        }

        return running;
    }

    /// <inheritdoc/>
    public void TellOfProcessLimit(PodOnNode pod, ContainerOnNode container) => events.Warning(
        pod.Pod, "PidsLimitReached", $"Container {container.Spec.Name} has as many processes as it may have; it is refused more.");

    /// <inheritdoc/>
    public void Evict(PodEviction eviction)
    {
        if (workers.TryGetValue(eviction.Uid, out var worker))
        {
            events.Warning(worker.Pod, PodReason.Evicted, eviction.Message);
            worker.Fail(new PodFailure(PodReason.Evicted, eviction.Message, clock.GetUtcNow() + eviction.Grace));
        }
    }

    private static bool IsOn(PodWorker worker) =>
        worker.Pod is { Metadata.DeletionTimestamp: null, Status.Phase: not (PodPhase.Succeeded or PodPhase.Failed) } && !worker.Failed;

    private async Task<PodOnNode> OfAsync(PodWorker worker, CancellationToken cancellationToken)
    {
        var pod = worker.Pod;
        var containers = ImmutableArray.CreateBuilder<ContainerOnNode>();
        foreach (var spec in pod.Spec.InitContainers.Concat(pod.Spec.Containers))
        {
            if (worker.Find(spec.Name)?.Newest is { State: RunState.Running } run && await places.FindAsync(run.Id, cancellationToken) is { } place)
            {
                containers.Add(new ContainerOnNode(spec, run.Id, place.Pid, place.LogPath, place.LayerFolder));
            }
        }

        return new PodOnNode { Pod = pod, Containers = containers.ToImmutable(), Volumes = [.. pod.Spec.Volumes.Select(volume => Of(pod, volume)).OfType<VolumeOnNode>()] };
    }

    private VolumeOnNode? Of(Pod pod, Volume volume) => volume.EmptyDir is { } emptyDir
        ? new VolumeOnNode(volume.Name, folder.Volume(pod.Metadata.Uid, volume.Name), emptyDir.SizeLimit?.Value, emptyDir.Medium != StorageMedium.Memory)
        : null;
}
