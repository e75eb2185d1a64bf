using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>
/// Pods of several containers as the agent makes them, made by raw calls: the same requests, taken from what the engine says of a pod of the orchestrator's, on a bridge
/// network of their own. Disposing it removes them and their network.
/// </summary>
internal sealed class SharedFloor : IAsyncDisposable
{
    private const string Label = "bench.shared-floor";
    private const int Parallel = 8;
    private readonly RawEngine _engine;
    private readonly JsonNode _sandbox;
    private readonly IReadOnlyList<JsonNode> _containers;
    private readonly string _subnet = Subnets.Free();
    private readonly string _name = UniqueName.Of("bench-shared");
    private int _made;

    private SharedFloor(RawEngine engine, IReadOnlyList<JsonNode> pod)
    {
        _engine = engine;
        _sandbox = pod.Single(IsSandbox);
        _containers = [.. pod.Where(container => !IsSandbox(container))];
        Containers = new LabelledContainers(engine, $"{Label}={_name}");
    }

    /// <summary>Those that there are.</summary>
    public LabelledContainers Containers { get; }

    /// <summary>Makes the network.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="pod">What the engine says of the containers of a pod whose like is to be made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<SharedFloor> CreateAsync(RawEngine engine, IReadOnlyList<JsonNode> pod, CancellationToken cancellationToken)
    {
        var floor = new SharedFloor(engine, pod);
        var network = new JsonObject
        {
            ["Name"] = floor._name,
            ["Driver"] = "bridge",
            ["IPAM"] = new JsonObject { ["Config"] = new JsonArray(new JsonObject { ["Subnet"] = floor._subnet }) },
        };
        await engine.PostAsync("networks/create", network, cancellationToken);
        await File.WriteAllTextAsync(FloorRequest.MountedFile(floor._name), "", cancellationToken);
        return floor;
    }

    /// <summary>Creates and starts so many pods over 8 parallel calls.</summary>
    public Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var bound = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        return System.Threading.Tasks.Parallel.ForAsync(0, count, bound, async (_, token) => await RunOneAsync(token));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Containers.RemoveAllAsync(CancellationToken.None);
        await _engine.DeleteAsync($"networks/{_name}", CancellationToken.None);
        File.Delete(FloorRequest.MountedFile(_name));
    }

    private static bool IsSandbox(JsonNode container) => container["Config"]!["Labels"]!["orchestrator.role"]?.GetValue<string>() == "sandbox";

    private async Task RunOneAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _made);
        var request = FloorRequest.Of(_sandbox, Label, _name);
        request["HostConfig"]!["NetworkMode"] = _name;
        request["NetworkingConfig"] = FloorRequest.Endpoint(_name, Subnets.Address(_subnet, number));
        var sandbox = await StartAsync($"{_name}-{number}", request, cancellationToken);
        for (var index = 0; index < _containers.Count; index++)
        {
            var container = FloorRequest.Of(_containers[index], Label, _name);

            // It has the sandbox's name, as it has its network.
            container.Remove("Hostname");
            container.Remove("ExposedPorts");
            container["HostConfig"]!["NetworkMode"] = $"container:{sandbox}";
            container["HostConfig"]!["IpcMode"] = $"container:{sandbox}";
            await StartAsync($"{_name}-{number}-{index}", container, cancellationToken);
        }
    }

    private async Task<string> StartAsync(string name, JsonObject request, CancellationToken cancellationToken)
    {
        var created = await _engine.PostAsync($"containers/create?name={name}", request, cancellationToken);
        var id = created!["Id"]!.GetValue<string>();
        await _engine.PostAsync($"containers/{id}/start", null, cancellationToken);
        return id;
    }
}
