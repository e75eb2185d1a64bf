using System.Collections.Concurrent;
using Orchestrator.Agent.Addresses;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Contracts;

namespace Orchestrator.Agent;

/// <summary>
/// Compares what is bound to the node with what runs on it. The containers are listed first and the bindings after them, so that a container whose pod is bound
/// nowhere here was left by an earlier life of the agent, and is not one that is just being made.
/// </summary>
internal sealed class Resync(AgentServices services, ConcurrentDictionary<string, PodWorker> workers, Action<PodAssignment> accept)
{
    /// <summary>
    /// Takes up bound pods that have no worker, ends workers of pods that are not bound, and removes containers that belong to nobody. Returns the work for pods that should
    /// not be here any more, those included whose time to end was over already.
    /// </summary>
    public async Task<IReadOnlyCollection<Task>> RunAsync(CancellationToken cancellationToken)
    {
        var containers = await services.Engine.ListContainersAsync(ContainerLabels.OfNode(services.Options), cancellationToken);
        var known = workers.Keys.ToHashSet(StringComparer.Ordinal);
        var bindings = await services.ControlPlane.ListBindingsAsync();
        var bound = bindings.Select(binding => binding.Uid).ToHashSet(StringComparer.Ordinal);

        var leaving = new List<Task>();
        foreach (var binding in bindings)
        {
            // A pod that is admitted and does not name its node yet is still being bound: it is handed over when that is done.
            if (await services.ControlPlane.FindPodAsync(binding) is { } assignment && assignment.Pod.Spec.NodeName == services.Options.NodeName)
            {
                accept(assignment);
                if (assignment.Pod.Metadata.DeletionTimestamp <= services.Clock.GetUtcNow() && workers.TryGetValue(binding.Uid, out var ending))
                {
                    leaving.Add(ending.Completion);
                }
            }
        }

        foreach (var uid in known.Where(uid => !bound.Contains(uid)))
        {
            if (workers.TryGetValue(uid, out var worker))
            {
                worker.Unbind();
                leaving.Add(worker.Completion);
            }
        }

        LookWhereViewsDiffer(containers);
        await RemoveOrphansAsync(containers, bound, cancellationToken);
        RemoveFolders(bound);
        return leaving;
    }

    // An event that was lost leaves a worker with a view that is no longer so.
    private void LookWhereViewsDiffer(IReadOnlyList<ContainerInfo> containers)
    {
        var running = containers
            .Where(container => container.State == ContainerState.Running)
            .ToLookup(container => container.Labels.GetValueOrDefault(ContainerLabels.PodUid, ""), container => container.Id, StringComparer.Ordinal);
        foreach (var (uid, worker) in workers)
        {
            if (!running[uid].ToHashSet(StringComparer.Ordinal).SetEquals(worker.RunningIds))
            {
                worker.LookAtAll(null);
            }
        }
    }

    private async Task RemoveOrphansAsync(IReadOnlyList<ContainerInfo> containers, HashSet<string> bound, CancellationToken cancellationToken)
    {
        foreach (var pod in containers.GroupBy(container => container.Labels.GetValueOrDefault(ContainerLabels.PodUid, ""), StringComparer.Ordinal))
        {
            if (!bound.Contains(pod.Key) && !workers.ContainsKey(pod.Key))
            {
                // The pool takes the addresses of what is there when it is made: an address that was given back before that would be taken for ever.
                var addresses = await services.Network.AddressesAsync(cancellationToken);
                await RemoveOrphanAsync([.. pod], addresses, cancellationToken);
            }
        }
    }

    // Pods that ended while no agent was here have left their folders. Their containers are gone by now.
    private void RemoveFolders(HashSet<string> bound)
    {
        foreach (var uid in services.Volumes.Uids().Where(uid => !bound.Contains(uid) && !workers.ContainsKey(uid)))
        {
            try
            {
                services.Volumes.Remove(uid);
            }
            catch (VolumeException e)
            {
                // The next comparison tries again.
                Log.FolderLeft(services.Log, e, uid);
            }
        }
    }

    // The address is given back once, after the last container that has it. A pod whose worker removed everything since the listing has given its address back itself,
    // and somebody else may have it by now.
    private async Task RemoveOrphanAsync(IReadOnlyList<ContainerInfo> runs, AddressPool pool, CancellationToken cancellationToken)
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in runs)
        {
            if (await services.Engine.FindContainerAsync(container.Id, cancellationToken) is null)
            {
                continue;
            }

            Log.OrphanRemoved(services.Log, container.Name);
            await services.Engine.RemoveContainerAsync(container.Id, cancellationToken);
            if (container.Labels.TryGetValue(ContainerLabels.PodAddress, out var address))
            {
                addresses.Add(address);
            }
        }

        foreach (var address in addresses.Order(StringComparer.Ordinal))
        {
            pool.Return(address);
        }
    }
}
