using Orchestrator.Agent.Pressure;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Stats;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>Another cluster's agent on the engine of a world, with a node of the same name and a control plane of its own. Its clean end leaves nothing of it.</summary>
public sealed class OtherCluster : IAsyncDisposable
{
    private readonly MemoryControlPlane _controlPlane;
    private readonly NodeAgent _agent;
    private readonly World _world;
    private bool _stopped;

    public OtherCluster(World world, IReadOnlyList<string> subnets)
    {
        _world = world;
        _controlPlane = new MemoryControlPlane(world.Clock);
        var options = new NodeAgentOptions { NodeName = "worker-a", ClusterId = "other", PodSubnets = subnets, DataFolder = world.Folder, RemoveContainersOnExit = true };
        (options.Devices.NvidiaSmi, options.Devices.CdiFolders) = ("", []);
        _agent = new NodeAgent(
            world.Engine,
            _controlPlane,
            world.Config,
            world.Events,
            World.NewProbes(world.Clock),
            new ContainerPlaces(world.Engine),
            new ContainerStats(world.Clock, CgroupMounts.Read()),
            new MachineThat(() => false),
            Microsoft.Extensions.Options.Options.Create(options),
            Microsoft.Extensions.Options.Options.Create(new PressureOptions { Period = TimeSpan.FromDays(1) }),
            world.Clock,
            NullLogger<NodeAgent>.Instance);
    }

    /// <summary>Whether its pod runs and is reported.</summary>
    public bool IsRunning => _controlPlane.StatusOf("uid-theirs") is { State.Running: not null } && _world.Engine.Running.Count == 2;

    public async Task StartAsync()
    {
        _controlPlane.Bind(Samples.Pod("theirs"));
        await _agent.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        _stopped = true;
        await _agent.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        _agent.Dispose();
    }
}
