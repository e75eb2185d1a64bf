using Orchestrator.Containers;
using Orchestrator.Simulations.Kernel;
using Orchestrator.TestKit.Engines;

namespace Orchestrator.Simulations.Engines;

/// <summary>The container engine of one machine. It outlives the agents that use it, and has troubles of its own.</summary>
internal sealed class EngineHost
{
    public EngineHost(Simulation simulation, string node)
    {
        (Simulation, Node) = (simulation, node);
        Engine = new MemoryEngine(simulation.World.Clock);
        Engine.InRegistry.Add("web:1");
        Engine.InRegistry.Add("web:2");
        Engine.InRegistry.Add("web:3");
        Engine.Happened += (type, info) =>
        {
            simulation.Note(node, $"container {info.Name} {type}{(ActingAgent is null ? "" : " by the agent")}");
            Happened?.Invoke(this, type, info);
        };
    }

    /// <summary>Told what happens to containers, with the container as it was before.</summary>
    public event Action<EngineHost, ContainerEventType, ContainerInfo>? Happened;

    public Simulation Simulation { get; }

    public string Node { get; }

    public MemoryEngine Engine { get; }

    /// <summary>How much longer than usual everything takes.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>How many of a hundred calls fail.</summary>
    public int FailingPercent { get; set; }

    /// <summary>The agent whose call takes effect at this moment; null while things happen by themselves.</summary>
    public SimulatedProcess? ActingAgent { get; private set; }

    public bool IsDown { get; private set; }

    /// <summary>The engine goes away, with what it runs or without.</summary>
    public void GoAway(bool withContainers)
    {
        IsDown = true;
        Engine.GoAway(withContainers);
    }

    public void ComeBack()
    {
        IsDown = false;
        Engine.ComeBack();
    }

    /// <summary>Told what agents ask for, at the moment in which they do.</summary>
    public event Action<EngineHost, string>? Calling;

    /// <summary>An agent asks for something.</summary>
    public void Asked(string name) => Calling?.Invoke(this, name);

    /// <summary>Has a call take effect, in the name of that agent.</summary>
    public Task<T> Act<T>(SimulatedProcess agent, Func<Task<T>> call)
    {
        ActingAgent = agent;
        try
        {
            return call();
        }
        finally
        {
            ActingAgent = null;
        }
    }
}
