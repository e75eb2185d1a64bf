using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>
/// Docker Swarm on the engine, with one service of one replica that it restarts without delay: the same image, limits and kind of network as one of the
/// orchestrator's containers. Disposing it takes the engine out of the swarm again.
/// </summary>
internal sealed class Swarm : IAsyncDisposable
{
    private const string ServiceLabel = "com.docker.swarm.service.name";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly RawEngine _engine;
    private readonly HashSet<string> _networksBefore;
    private readonly string _name = UniqueName.Of("bench-swarm");

    private Swarm(RawEngine engine, HashSet<string> networksBefore)
    {
        (_engine, _networksBefore) = (engine, networksBefore);
        Containers = new LabelledContainers(engine, Label);
    }

    /// <summary>The label of the service's containers.</summary>
    public string Label => $"{ServiceLabel}={_name}";

    /// <summary>The service's containers.</summary>
    public LabelledContainers Containers { get; }

    /// <summary>Puts the engine into a swarm of its own, and runs the service.</summary>
    /// <param name="engine">The engine, which must be in no swarm and have live restore switched off.</param>
    /// <param name="template">What the engine says of a container whose like is to be run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<Swarm> StartAsync(RawEngine engine, JsonNode template, CancellationToken cancellationToken)
    {
        var state = (await engine.GetAsync("info", cancellationToken))["Swarm"]?["LocalNodeState"]?.GetValue<string>();
        if (state is not (null or "" or "inactive"))
        {
            throw new InvalidOperationException($"The engine is in a swarm already ({state}); the benchmark neither uses nor leaves one that is not its own.");
        }

        var swarm = new Swarm(engine, await NetworksAsync(engine, cancellationToken));
        try
        {
            var port = FreePort();
            var init = new JsonObject { ["ListenAddr"] = $"127.0.0.1:{port}", ["AdvertiseAddr"] = $"127.0.0.1:{port}", ["DataPathAddr"] = "127.0.0.1" };
            await engine.PostAsync("swarm/init", init, cancellationToken);
            await swarm.CreateNetworkAsync(cancellationToken);
            var image = await engine.GetAsync($"images/{template["Config"]!["Image"]}/json", cancellationToken);
            await engine.PostAsync("services/create", swarm.Service(template, image["Id"]!.GetValue<string>()), cancellationToken);
            await swarm.Containers.WaitForRunningAsync(1, Within, cancellationToken);
            return swarm;
        }
        catch
        {
            await swarm.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (await IsActiveAsync())
        {
            await _engine.DeleteAsync($"services/{_name}", CancellationToken.None);
            await Containers.WaitForNoneAsync(Within, CancellationToken.None);
            await _engine.PostAsync("swarm/leave?force=true", null, CancellationToken.None);
            await Wait(async () => await IsActiveAsync() ? "it is in one" : null, "the engine is out of the swarm");
        }

        // The engine makes some for the swarm and keeps them beyond it.
        foreach (var network in (await NetworksAsync(_engine, CancellationToken.None)).Where(name => MadeForSwarm(name) && !_networksBefore.Contains(name)))
        {
            await _engine.DeleteAsync($"networks/{network}", CancellationToken.None);
        }
    }

    private bool MadeForSwarm(string network) => network is "docker_gwbridge" or "ingress" || network.StartsWith(_name, StringComparison.Ordinal);

    private async Task<bool> IsActiveAsync() =>
        (await _engine.GetAsync("info", CancellationToken.None))["Swarm"]?["LocalNodeState"]?.GetValue<string>() is "active" or "pending" or "locked";

    // A bridge network, as the orchestrator's containers have one: the node has its settings, and the swarm a name for it.
    private async Task CreateNetworkAsync(CancellationToken cancellationToken)
    {
        var settings = new JsonObject
        {
            ["Name"] = $"{_name}-settings",
            ["ConfigOnly"] = true,
            ["IPAM"] = new JsonObject { ["Config"] = new JsonArray(new JsonObject { ["Subnet"] = Subnets.Free() }) },
        };
        await _engine.PostAsync("networks/create", settings, cancellationToken);
        var network = new JsonObject
        {
            ["Name"] = _name,
            ["Driver"] = "bridge",
            ["Scope"] = "swarm",
            ["ConfigFrom"] = new JsonObject { ["Network"] = $"{_name}-settings" },
        };
        await _engine.PostAsync("networks/create", network, cancellationToken);
    }

    // The image by its id, because Swarm asks a registry for anything else.
    private JsonObject Service(JsonNode template, string imageId)
    {
        var host = template["HostConfig"]!;
        return new JsonObject
        {
            ["Name"] = _name,
            ["TaskTemplate"] = new JsonObject
            {
                ["ContainerSpec"] = new JsonObject { ["Image"] = imageId, ["Init"] = false },
                ["Resources"] = new JsonObject { ["Limits"] = new JsonObject { ["MemoryBytes"] = host["Memory"]!.DeepClone() } },
                ["LogDriver"] = new JsonObject { ["Name"] = host["LogConfig"]!["Type"]!.DeepClone(), ["Options"] = host["LogConfig"]!["Config"]!.DeepClone() },
                ["RestartPolicy"] = new JsonObject { ["Condition"] = "any", ["Delay"] = 0 },
                ["Networks"] = new JsonArray(new JsonObject { ["Target"] = _name }),
            },
            ["Mode"] = new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = 1 } },
            ["EndpointSpec"] = new JsonObject { ["Mode"] = "dnsrr" },
        };
    }

    private static async Task<HashSet<string>> NetworksAsync(RawEngine engine, CancellationToken cancellationToken) =>
        [.. (await engine.GetAsync("networks", cancellationToken)).AsArray().Select(network => network!["Name"]!.GetValue<string>())];

    private static Task Wait(Func<Task<string?>> missing, string what) =>
        Measuring.Wait.UntilAsync(_ => missing(), what, Within, Pause, CancellationToken.None);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
