using System.Text.Json.Nodes;
using Npgsql;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>A cluster of three machines with a worker each and three silos with the control plane, and ways to look at all of it from outside.</summary>
public sealed class World : IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(180);
    private MachineCluster? _cluster;

    public MachineCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    /// <summary>The API of each control silo, in their order.</summary>
    public IReadOnlyList<Api> Apis { get; private set; } = [];

    /// <summary>The engine of each machine, in their order.</summary>
    public IReadOnlyList<Engine> Engines { get; private set; } = [];

    /// <summary>The last machine, which most mishaps happen to.</summary>
    public Machine Victim => Cluster.Machines[^1];

    /// <summary>The worker on it.</summary>
    public Silo VictimWorker => Cluster.Workers[^1];

    public async Task InitializeAsync()
    {
        _cluster = await MachineCluster.StartAsync();
        Apis = [.. Cluster.Controls.Select(control => new Api(control.Address, Cluster.LastLines))];
        Engines = [.. Cluster.Machines.Select(machine => new Engine(machine.Engine))];
        await AllReadyAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var one in Apis.Concat<IDisposable>(Engines))
        {
            one.Dispose();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    /// <summary>Waits for a state of the cluster; a failure comes with what the silos wrote last.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        try
        {
            await Eventually.True(condition, what, within ?? Generous);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{Cluster.LastLines()}", late.InnerException);
        }
    }

    /// <summary>
    /// Waits until every API is ready and knows all nodes as ready, and every silo is a member. One that was halted says that it is ready until it finds out that the others took it
    /// for dead; then it ends, and is started again.
    /// </summary>
    public Task AllReadyAsync() => EventuallyAsync(
        async () =>
        {
            await Cluster.EnsureRunningAsync();
            if ((await SilosAsync()).Count != Cluster.Controls.Count + Cluster.Workers.Count)
            {
                return false;
            }

            foreach (var api in Apis)
            {
                if (!(await api.SendAsync(HttpMethod.Get, "/readyz")).IsSuccess || !await AllNodesAsync(api, node => node.Is("Ready")))
                {
                    return false;
                }
            }

            return true;
        },
        "all silos and nodes are ready");

    /// <summary>Waits until a node is held for unreachable.</summary>
    public Task LostAsync(Silo worker) => EventuallyAsync(
        async () => (await Apis[0].GetAsync($"/api/v1/nodes/{worker.Name}")).Condition("Ready").Text("status") == "Unknown", $"{worker} is held for lost");

    /// <summary>Waits until a node is not ready, for whatever reason.</summary>
    public Task UnreadyAsync(Silo worker) => EventuallyAsync(async () => !(await Apis[0].GetAsync($"/api/v1/nodes/{worker.Name}")).Is("Ready"), $"{worker} is not ready");

    /// <summary>Waits until the victim's node is ready, and asserts that from then on none of these pods runs there.</summary>
    public async Task ReturnsWithoutAsync(IReadOnlyCollection<string> pods)
    {
        await EventuallyAsync(
            async () =>
            {
                await VictimWorker.EnsureRunningAsync();
                return (await Apis[0].GetAsync($"/api/v1/nodes/{VictimWorker.Name}")).Is("Ready");
            },
            $"{VictimWorker} is ready again");
        Assert.Empty((await RunningOnVictimAsync()).Where(container => pods.Contains(container.PodUid)).Select(container => container.PodName));
    }

    /// <summary>The containers that run on the victim, by the word of its engine.</summary>
    public async Task<IReadOnlyList<EngineContainer>> RunningOnVictimAsync() =>
        [.. (await Engines[^1].ContainersAsync(Cluster.Name, VictimWorker.Name)).Where(container => container.Running)];

    /// <summary>The silos that are members, each with the start of its present life.</summary>
    public async Task<IReadOnlyList<string>> SilosAsync()
    {
        const int Active = 3;
        await using var database = NpgsqlDataSource.Create(Cluster.Database);
        await using var command = database.CreateCommand($"SELECT SiloName, Generation FROM OrleansMembershipTable WHERE Status = {Active} ORDER BY SiloName, Generation");
        await using var rows = await command.ExecuteReaderAsync();
        var silos = new List<string>();
        while (await rows.ReadAsync())
        {
            silos.Add($"{rows.GetString(0)} since {rows.GetInt32(1)}");
        }

        return silos;
    }

    /// <summary>Makes everything run again, whatever happened to it. What is well is left alone.</summary>
    public async Task MendAsync()
    {
        await Cluster.Postgres.StartAsync();
        foreach (var machine in Cluster.Machines)
        {
            await machine.ThawAsync();
            await machine.HealCableAsync();
            await machine.BootAsync();
        }

        foreach (var silo in Cluster.Controls.Concat(Cluster.Workers).Where(silo => !silo.Orc.HasExited))
        {
            silo.Orc.Thaw();
        }

        await Cluster.EnsureRunningAsync();
    }

    /// <summary>A namespace of its own with a deployment, whose replicas run on all machines.</summary>
    public async Task<Load> DeployAsync(int replicas)
    {
        // Whatever became of the test before.
        await AllReadyAsync();
        var load = new Load(this, UniqueName.Of("ns"), replicas);
        await load.CreateAsync();
        return load;
    }

    private async Task<bool> AllNodesAsync(Api api, Func<JsonNode, bool> wanted)
    {
        var nodes = await api.ListAsync("/api/v1/nodes");
        return nodes.Count == Cluster.Workers.Count && nodes.All(wanted);
    }
}
