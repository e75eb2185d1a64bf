using System.Text.Json.Nodes;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>
/// Where a floor makes its containers: a bridge network of its own, a label by which it finds them again, and the file that stands for what they mount. Disposing it
/// removes all of that, and the containers.
/// </summary>
internal sealed class FloorNetwork : IAsyncDisposable
{
    private const string Label = "bench.floor";
    private const int Parallel = 8;
    private readonly RawEngine _engine;
    private readonly string _subnet = Subnets.Free();
    private int _numbered;

    private FloorNetwork(RawEngine engine)
    {
        _engine = engine;
        Containers = new LabelledContainers(engine, $"{Label}={NetworkName}");
    }

    /// <summary>The network's name, with which those of its containers begin.</summary>
    public string NetworkName { get; } = UniqueName.Of("bench-floor");

    /// <summary>Those that there are.</summary>
    public LabelledContainers Containers { get; }

    /// <summary>Makes the network.</summary>
    public static async Task<FloorNetwork> CreateAsync(RawEngine engine, CancellationToken cancellationToken)
    {
        var made = new FloorNetwork(engine);
        var network = new JsonObject
        {
            ["Name"] = made.NetworkName,
            ["Driver"] = "bridge",
            ["IPAM"] = new JsonObject { ["Config"] = new JsonArray(new JsonObject { ["Subnet"] = made._subnet }) },
        };
        await engine.PostAsync("networks/create", network, cancellationToken);
        await File.WriteAllTextAsync(FloorRequest.MountedFile(made.NetworkName), "", cancellationToken);
        return made;
    }

    /// <summary>Makes so many of something over 8 parallel calls.</summary>
    public static Task RunAsync(int count, Func<CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        var bound = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        return System.Threading.Tasks.Parallel.ForAsync(0, count, bound, async (_, token) => await make(token));
    }

    /// <summary>A number that nothing else here has.</summary>
    public int NextNumber() => Interlocked.Increment(ref _numbered);

    /// <summary>The request for the like of a container, with no network yet.</summary>
    public JsonObject RequestOf(JsonNode template) => FloorRequest.Of(template, Label, NetworkName);

    /// <summary>The request for the like of a container, at the number's address on the network.</summary>
    public JsonObject RequestOf(JsonNode template, int number)
    {
        var request = RequestOf(template);
        request["HostConfig"]!["NetworkMode"] = NetworkName;
        request["NetworkingConfig"] = FloorRequest.Endpoint(NetworkName, Subnets.Address(_subnet, number));
        return request;
    }

    /// <summary>Creates a container and starts it.</summary>
    /// <param name="suffix">What its name ends with.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(string suffix, JsonObject request, CancellationToken cancellationToken)
    {
        var created = await _engine.PostAsync($"containers/create?name={NetworkName}-{suffix}", request, cancellationToken);
        var id = created!["Id"]!.GetValue<string>();
        await _engine.PostAsync($"containers/{id}/start", null, cancellationToken);
        return id;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Containers.RemoveAllAsync(CancellationToken.None);
        await _engine.DeleteAsync($"networks/{NetworkName}", CancellationToken.None);
        File.Delete(FloorRequest.MountedFile(NetworkName));
    }
}
