using Orchestrator.Agent;
using Orchestrator.Contracts;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Silos;

/// <summary>
/// What is handed to an agent, which now and then comes a second time, late: then the agent has seen newer, and must take no notice.
/// </summary>
internal sealed class WatchedAgent(INodeAgent agent, Cluster cluster, Machine machine, SimulatedProcess process) : INodeAgent
{
    private const int LatePercent = 15;

    private readonly Dictionary<string, PodAssignment> _last = new(StringComparer.Ordinal);

    public void Accept(PodAssignment assignment)
    {
        var uid = assignment.Pod.Metadata.Uid;
        if (_last.TryGetValue(uid, out var older) && older.Revision < assignment.Revision && cluster.Simulation.Random.Next(100) < LatePercent)
        {
            var late = cluster.LateAssignment(older, assignment);
            cluster.Simulation.After(TimeSpan.FromSeconds(cluster.Simulation.Random.NextDouble() * 8), () => process.Post(() => Again(late)));
        }

        _last[uid] = assignment;
        cluster.Simulation.Note(machine.Name, $"accepts {assignment.Pod.Metadata.Name} at {assignment.Revision}");
        machine.Saw(assignment.Pod);
        agent.Accept(assignment);
    }

    private void Again(PodAssignment late)
    {
        cluster.Simulation.Note(machine.Name, $"accepts {late.Pod.Metadata.Name} at {late.Revision}, late");
        agent.Accept(late);
    }
}
