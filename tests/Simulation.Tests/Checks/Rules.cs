using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Pods;
using Orchestrator.Simulations.Database;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>
/// What must hold at every moment: the invariants that docs/simulation.md numbers. Each is checked where it could be broken, in the very step in which that would
/// happen, which is the same as checking all of them after every step, and costs next to nothing.
/// </summary>
internal sealed class Rules
{
    private readonly Simulation _simulation;
    private readonly Cluster _cluster;
    private readonly Troubles _troubles;
    private readonly PodRules _pods;
    private readonly ContainerRules _containers;
    private readonly BudgetRules _budgets;
    private readonly GroupRules _groups;
    private readonly WriteRules _writes = new();

    /// <summary>Watches a cluster from now on.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="troubles">Who has had trouble.</param>
    /// <param name="once">Names of pods that must never run twice.</param>
    public Rules(Cluster cluster, Troubles troubles, IReadOnlySet<string> once)
    {
        _simulation = cluster.Simulation;
        (_cluster, _troubles) = (cluster, troubles);
        _pods = new PodRules(_simulation.Fail);
        _containers = new ContainerRules(cluster, _simulation.Fail);
        _budgets = new BudgetRules(cluster, _simulation.Fail);
        _groups = new GroupRules(cluster, _simulation.Fail);
        cluster.Database.States.Written += Written;
        cluster.Database.States.Stored += _budgets.Check;
        var onces = new OnceRules(cluster, once, _simulation.Fail);
        var members = new MemberRules(cluster, troubles, _simulation.Fail);
        cluster.Database.Members.Changed += members.Check;
        foreach (var machine in cluster.Machines)
        {
            machine.GaveUp += () => members.CheckEnd(machine);
        }

        foreach (var engine in cluster.Workers.Select(worker => worker.Engine!))
        {
            engine.Happened += _containers.Check;
            engine.Happened += onces.Check;
            engine.Calling += _containers.CheckCall;
        }
    }

    /// <summary>What users were told is stored.</summary>
    public WriteRules Writes => _writes;

    /// <summary>What can only be seen between steps.</summary>
    public void CheckEngines()
    {
        foreach (var worker in _cluster.Workers)
        {
            if (worker.Engine!.Engine.Violations is [var violation, ..])
            {
                _simulation.Fail($"invariant 3: on {worker.Name}: {violation}");
            }
        }
    }

    private void Written(string key, StateRow? before, StateRow after)
    {
        switch (before?.State, after.State)
        {
            case (var old, PodState fresh):
                _pods.Check(old as PodState, fresh);
                break;
            case (_, NodeState node):
                NodeRules.Check(node, _simulation.Fail);
                if (node.Lost && before?.State is NodeState { Lost: false } && !_troubles.HasAnybodyHad())
                {
                    _simulation.Fail($"invariant 5: {key} is taken for lost, and no machine has had trouble");
                }

                break;
        }

        _budgets.Check(after.State);
        _groups.Check(key, before, after);
        _writes.Check(key, after, _simulation.Fail);
    }
}
