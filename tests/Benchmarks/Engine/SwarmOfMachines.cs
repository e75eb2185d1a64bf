using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Loss;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>
/// Docker Swarm on machines of which the first manages and all work, with one service on a network like the orchestrator's: each machine's own bridge. It is taken down with
/// its machines.
/// </summary>
internal sealed class SwarmOfMachines : IMachinesUnderLoss, IDisposable
{
    private const string Port = "2377";

    // Each engine's own. After a power cut an engine refuses every task on another network that the swarm has, because it finds the network there already.
    private const string Network = "bridge";
    private const string Service = "bench";
    private const long NanosecondsPerSecond = 1_000_000_000;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly IReadOnlyList<RawEngine> _engines;
    private readonly IReadOnlyList<LabelledContainers> _containers;
    private readonly List<string> _nodes = [];

    private SwarmOfMachines(IReadOnlyList<RawEngine> engines)
    {
        _engines = engines;
        _containers = [.. engines.Select(engine => new LabelledContainers(engine, $"com.docker.swarm.service.name={Service}"))];
    }

    /// <inheritdoc/>
    public string Who { get; private set; } = "Swarm";

    private RawEngine Manager => _engines[0];

    /// <summary>Makes a swarm of the machines, whose engines must have live restore switched off, and its service, without replicas.</summary>
    /// <param name="machines">The machines.</param>
    /// <param name="template">What an engine says of a container whose like is to be run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<SwarmOfMachines> CreateAsync(IReadOnlyList<Machine> machines, JsonNode template, CancellationToken cancellationToken)
    {
        var swarm = new SwarmOfMachines([.. machines.Select(machine => new RawEngine(machine.Engine))]);
        try
        {
            await swarm.JoinAsync(machines, cancellationToken);
            var image = await swarm.Manager.GetAsync($"images/{Images.Hello}/json", cancellationToken);
            await swarm.Manager.PostAsync("services/create", ServiceSpec(template, image["Id"]!.GetValue<string>()), cancellationToken);
            return swarm;
        }
        catch
        {
            swarm.Dispose();
            throw;
        }
    }

    /// <summary>Sets how often a machine tells the manager that it lives; 5 s unless set.</summary>
    public async Task SetHeartbeatAsync(int seconds, CancellationToken cancellationToken)
    {
        var swarm = await Manager.GetAsync("swarm", cancellationToken);
        var spec = swarm["Spec"]!.DeepClone();
        spec["Dispatcher"] = new JsonObject { ["HeartbeatPeriod"] = seconds * NanosecondsPerSecond };
        await Manager.PostAsync($"swarm/update?version={swarm["Version"]!["Index"]}", spec, cancellationToken);
        Who = $"Swarm with a heartbeat of {seconds} s";
    }

    /// <inheritdoc/>
    public async Task SpreadAsync(int replicas, CancellationToken cancellationToken)
    {
        await ScaleAsync(0, cancellationToken);
        foreach (var containers in _containers)
        {
            await containers.WaitForRunningAsync(0, Within, cancellationToken);
        }

        await ScaleAsync(replicas, cancellationToken);
        foreach (var containers in _containers)
        {
            await containers.WaitForRunningAsync(replicas / _engines.Count, Within, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsLostAsync(int machine, CancellationToken cancellationToken) => await StateAsync(machine, cancellationToken) == "down";

    /// <inheritdoc/>
    public Task StartOnAsync(int machine) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task WaitForAllAsync(CancellationToken cancellationToken)
    {
        for (var machine = 0; machine < _engines.Count; machine++)
        {
            var one = machine;
            await Wait.UntilAsync(
                async token => await StateAsync(one, token) is var state && state == "ready" ? null : $"machine {one + 1} is {state}",
                "all machines of the swarm are ready",
                Within,
                Pause,
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<int> RunningAsync(int machine, CancellationToken cancellationToken) => (await _containers[machine].IdsAsync(runningOnly: true, cancellationToken)).Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }
    }

    private async Task<string> StateAsync(int machine, CancellationToken cancellationToken) =>
        (await Manager.GetAsync($"nodes/{_nodes[machine]}", cancellationToken))["Status"]!["State"]!.GetValue<string>();

    private async Task JoinAsync(IReadOnlyList<Machine> machines, CancellationToken cancellationToken)
    {
        var init = new JsonObject { ["ListenAddr"] = $"0.0.0.0:{Port}", ["AdvertiseAddr"] = machines[0].Address.ToString() };
        await Manager.PostAsync("swarm/init", init, cancellationToken);
        var token = (await Manager.GetAsync("swarm", cancellationToken))["JoinTokens"]!["Worker"]!;
        for (var index = 1; index < machines.Count; index++)
        {
            var join = new JsonObject
            {
                ["ListenAddr"] = $"0.0.0.0:{Port}",
                ["AdvertiseAddr"] = machines[index].Address.ToString(),
                ["RemoteAddrs"] = new JsonArray($"{machines[0].Address}:{Port}"),
                ["JoinToken"] = token.DeepClone(),
            };
            await _engines[index].PostAsync("swarm/join", join, cancellationToken);
        }

        foreach (var engine in _engines)
        {
            _nodes.Add((await engine.GetAsync("info", cancellationToken))["Swarm"]!["NodeID"]!.GetValue<string>());
        }
    }

    private async Task ScaleAsync(int replicas, CancellationToken cancellationToken)
    {
        var service = await Manager.GetAsync($"services/{Service}", cancellationToken);
        var spec = service["Spec"]!.DeepClone();
        spec["Mode"] = new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = replicas } };
        await Manager.PostAsync($"services/{Service}/update?version={service["Version"]!["Index"]}", spec, cancellationToken);
    }

    // The image by its id, because Swarm asks a registry for anything else.
    private static JsonObject ServiceSpec(JsonNode template, string imageId)
    {
        var host = template["HostConfig"]!;
        return new JsonObject
        {
            ["Name"] = Service,
            ["TaskTemplate"] = new JsonObject
            {
                ["ContainerSpec"] = new JsonObject { ["Image"] = imageId, ["Init"] = false },
                ["Resources"] = new JsonObject { ["Limits"] = new JsonObject { ["MemoryBytes"] = host["Memory"]!.DeepClone() } },
                ["LogDriver"] = new JsonObject { ["Name"] = host["LogConfig"]!["Type"]!.DeepClone(), ["Options"] = host["LogConfig"]!["Config"]!.DeepClone() },
                ["RestartPolicy"] = new JsonObject { ["Condition"] = "any" },
                ["Networks"] = new JsonArray(new JsonObject { ["Target"] = Network }),
            },
            ["Mode"] = new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = 0 } },
            ["EndpointSpec"] = new JsonObject { ["Mode"] = "dnsrr" },
        };
    }
}
