using System.Globalization;
using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Grains.Pods;
using Orchestrator.Planning.Nodes;
using Orchestrator.Simulations.Engines;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>
/// A uid has containers on one node only, and a node starts nothing older than what it has started (invariant 3). No agent ends what runs unless the pod's end is
/// stored: not for an outage, and not for a restart of its own (invariants 5 and 6), unless the pod asks for that.
/// </summary>
internal sealed class ContainerRules(Cluster cluster, Action<string> fail)
{
    private const string Create = "create ";
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Uid, string Container), long> _generations = [];

    public void Check(EngineHost host, ContainerEventType type, ContainerInfo container)
    {
        if (!container.Labels.TryGetValue(ContainerLabels.PodUid, out var uid))
        {
            if (host.ActingAgent is not null)
            {
                fail($"invariant 6: the agent of {host.Node} touched {container.Name}, which is nobody's pod ({type})");
            }

            return;
        }

        if (type == ContainerEventType.Started)
        {
            Started(host, container, uid);
        }
        else if (host.ActingAgent is not null && container.State == ContainerState.Running)
        {
            Ended(host, container, uid);
        }
    }

    /// <summary>Nothing is made for a pod of whose deletion the agent was told before (invariant 3). What was under way then may still come.</summary>
    public void CheckCall(EngineHost host, string call)
    {
        var machine = cluster.Machines.Single(machine => machine.Name == host.Node);
        if (call.StartsWith(Create, StringComparison.Ordinal)
            && machine.DeletionSeen(call[Create.Length..]) is { } seen
            && cluster.Simulation.Time.Now - seen.At > UnderWay.Ticks
            && !IsAnotherBoundTo(host.Node, call[Create.Length..], seen.Uid))
        {
            fail($"invariant 3: {host.Node} makes a container of {call[Create.Length..]}, of whose deletion it has known for {TimeSpan.FromTicks(cluster.Simulation.Time.Now - seen.At).TotalSeconds:0.0} s");
        }
    }

    // Names come again: then it is another pod's container, of which the agent may have heard when it compared what is bound there.
    private bool IsAnotherBoundTo(string node, string name, string uid) => cluster.Database.States.OfName("pod")
        .Any(stored => (stored.State as PodState)?.Resource is { } pod && pod.Metadata.Name == name && pod.Metadata.Uid != uid && pod.Spec.NodeName == node);

    private void Started(EngineHost host, ContainerInfo container, string uid)
    {
        if (_nodes.TryAdd(uid, host.Node) is false && _nodes[uid] != host.Node)
        {
            fail($"invariant 3: {uid} was started on {_nodes[uid]} and on {host.Node}");
        }

        var slot = (uid, container.Labels[ContainerLabels.Container]);
        var generation = long.Parse(container.Labels[ContainerLabels.PodGeneration], CultureInfo.InvariantCulture);
        if (_generations.TryGetValue(slot, out var seen) && generation < seen)
        {
            fail($"invariant 3: {host.Node} started generation {generation} of {uid} after {seen}");
        }

        _generations[slot] = generation;
    }

    private void Ended(EngineHost host, ContainerInfo container, string uid)
    {
        var key = GrainKey.Pod(container.Labels[ContainerLabels.PodNamespace], container.Labels[ContainerLabels.PodName]);
        var stored = (cluster.Database.States.Find("pod", key)?.State as PodState)?.Resource;
        if (stored is not null
            && stored.Metadata.Uid == uid
            && stored.Metadata.DeletionTimestamp is null
            && stored.Spec.NodeName == host.Node
            && stored.Status.Phase is not ("Failed" or "Succeeded")
            && !NodeLossPolicy.StopsWhenCutOff(stored))
        {
            fail($"invariant 5: the agent of {host.Node} ended {container.Name}, whose pod {key} ({uid}) is bound there and was not deleted");
        }
    }
}
