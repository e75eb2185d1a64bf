using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>
/// Containers as the orchestrator makes them, made by raw calls: the same request, taken from what the engine says of one of the orchestrator's own, on a bridge
/// network of their own. Disposing it removes them and their network.
/// </summary>
internal sealed class Floor : IAsyncDisposable
{
    private const string Label = "bench.floor";
    private const int Parallel = 8;
    private readonly RawEngine _engine;
    private readonly JsonNode _template;
    private readonly string _subnet;
    private readonly string _name = UniqueName.Of("bench-floor");
    private int _made;

    private Floor(RawEngine engine, JsonNode template, string subnet)
    {
        (_engine, _template, _subnet) = (engine, template, subnet);
        Containers = new LabelledContainers(engine, $"{Label}={_name}");
    }

    /// <summary>Those that there are.</summary>
    public LabelledContainers Containers { get; }

    /// <summary>Makes the network.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="template">What the engine says of a container whose like is to be made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<Floor> CreateAsync(RawEngine engine, JsonNode template, CancellationToken cancellationToken)
    {
        var floor = new Floor(engine, template, Subnets.Free());
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

    /// <summary>Creates and starts so many containers over 8 parallel calls.</summary>
    public Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var bound = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        return System.Threading.Tasks.Parallel.ForAsync(0, count, bound, async (_, token) => await RunOneAsync(null, token));
    }

    /// <summary>Creates and starts one container, and publishes the template's port on this machine's port where one is given.</summary>
    public async Task RunOneAsync(int? hostPort, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _made);
        var created = await _engine.PostAsync($"containers/create?name={_name}-{number}", Request(number, hostPort), cancellationToken);
        await _engine.PostAsync($"containers/{created!["Id"]}/start", null, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Containers.RemoveAllAsync(CancellationToken.None);
        await _engine.DeleteAsync($"networks/{_name}", CancellationToken.None);
        File.Delete(FloorRequest.MountedFile(_name));
    }

    private JsonObject Request(int number, int? hostPort)
    {
        var request = FloorRequest.Of(_template, Label, _name);
        request["HostConfig"]!["NetworkMode"] = _name;
        if (hostPort is { } port)
        {
            var bindings = _template["HostConfig"]!["PortBindings"]!.DeepClone().AsObject();
            bindings.Single().Value![0]!["HostPort"] = port.ToString(CultureInfo.InvariantCulture);
            request["HostConfig"]!["PortBindings"] = bindings;
        }

        request["NetworkingConfig"] = FloorRequest.Endpoint(_name, Subnets.Address(_subnet, number));
        return request;
    }
}
