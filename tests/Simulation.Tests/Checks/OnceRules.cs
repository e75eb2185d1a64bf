using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Simulations.Engines;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>Of a name that promises to be unique at most one pod runs (invariant 8), whatever becomes of its node, as long as that node's agent lives.</summary>
internal sealed class OnceRules(Cluster cluster, IReadOnlySet<string> names, Action<string> fail)
{
    public void Check(EngineHost host, ContainerEventType type, ContainerInfo container)
    {
        if (type != ContainerEventType.Started || container.Labels.GetValueOrDefault(ContainerLabels.PodName) is not { } name || !names.Contains(name))
        {
            return;
        }

        var uid = container.Labels[ContainerLabels.PodUid];
        foreach (var worker in cluster.Workers.Where(worker => !worker.HasNobodyToStopPods))
        {
            var other = worker.Engine!.Engine.Running.FirstOrDefault(running =>
                running.Labels.GetValueOrDefault(ContainerLabels.PodName) == name && running.Labels[ContainerLabels.PodUid] != uid);
            if (other is not null)
            {
                fail($"invariant 8: {name} ({uid}) starts on {host.Node} while {other.Labels[ContainerLabels.PodUid]} of that name runs on {worker.Name}");
            }
        }
    }
}
