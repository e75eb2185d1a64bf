using Orchestrator.Agent;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Simulations.Database;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Network;
using Orchestrator.Simulations.Workload;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Silos;

/// <summary>All that is simulated: machines with their silos and engines, the network between them and the database.</summary>
internal sealed class Cluster : IDisposable
{
    /// <summary>What a machine has, as the engine of the test kit says.</summary>
    public const long MilliCpuOfEngine = 4000;

    private readonly List<Machine> _machines = [];
    private readonly Dictionary<string, long> _ticks = new(StringComparer.Ordinal);

    public Cluster(Simulation simulation)
    {
        Simulation = simulation;
        Database = new MemoryDatabase(simulation);
        Network = new MemoryNetwork(simulation);
        Identities = new SeededIdentities(simulation.Random);
        Folder = Directory.CreateTempSubdirectory("orc-simulation-").FullName;
    }

    public Simulation Simulation { get; }

    public MemoryDatabase Database { get; }

    public MemoryNetwork Network { get; }

    public SeededIdentities Identities { get; }

    /// <summary>Where the machines have their disks.</summary>
    public string Folder { get; }

    public IReadOnlyList<Machine> Machines => _machines;

    public IEnumerable<Machine> Workers => _machines.Where(machine => machine.IsWorker);

    /// <summary>How many of the pods that are simulated a machine has room for.</summary>
    public int RoomOfMachine { get; set; } = int.MaxValue;

    /// <summary>What a machine has for pods, in thousandths of a core.</summary>
    public long MilliCpuOfMachine => Math.Min(MilliCpuOfEngine, RoomOfMachine * PodShape.MilliCpu);

    /// <summary>What stands between a silo and the membership table; a defect can be put there.</summary>
    public Func<IMembershipTable, IMembershipTable> MembershipDefect { get; set; } = table => table;

    /// <summary>What stands between a silo and the reminders.</summary>
    public Func<IReminderTable, IReminderTable> ReminderDefect { get; set; } = table => table;

    /// <summary>What stands between an agent and the control plane.</summary>
    public Func<IControlPlane, IControlPlane> ControlPlaneDefect { get; set; } = plane => plane;

    /// <summary>What stands between an agent and its engine.</summary>
    public Func<IContainerEngine, Machine, IContainerEngine> EngineDefect { get; set; } = (engine, _) => engine;

    /// <summary>What an assignment is that comes late: itself, which no agent takes that has seen a newer one.</summary>
    public Func<PodAssignment, PodAssignment, PodAssignment> LateAssignment { get; set; } = (older, _) => older;

    /// <summary>A reminder of that grain has ticked.</summary>
    public void Ticked(GrainId grain) => _ticks[grain.ToString()] = Simulation.Time.Now;

    /// <summary>When a reminder of that grain last ticked; -1 for never.</summary>
    public long LastTickOf(GrainId grain) => _ticks.GetValueOrDefault(grain.ToString(), -1);

    public Machine Add(string name, bool isControl, bool isWorker)
    {
        var machine = new Machine(this, name, isControl, isWorker, _machines.Count);
        _machines.Add(machine);
        return machine;
    }

    public void Dispose()
    {
        foreach (var life in _machines.SelectMany(machine => machine.Lives))
        {
            life.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
