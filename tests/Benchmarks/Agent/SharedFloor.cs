using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Engine;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>
/// Pods of several containers as the agent makes them, made by raw calls: the same requests, taken from what the engine says of a pod of the orchestrator's, on a bridge
/// network of their own. Disposing it removes them and their network.
/// </summary>
internal sealed class SharedFloor : IFloor
{
    private readonly FloorNetwork _network;
    private readonly JsonNode _sandbox;
    private readonly IReadOnlyList<JsonNode> _containers;

    private SharedFloor(FloorNetwork network, IReadOnlyList<JsonNode> pod)
    {
        _network = network;
        _sandbox = pod.Single(IsSandbox);
        _containers = [.. pod.Where(container => !IsSandbox(container))];
    }

    /// <inheritdoc/>
    public LabelledContainers Containers => _network.Containers;

    /// <summary>Makes the network.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="pod">What the engine says of the containers of a pod whose like is to be made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<SharedFloor> CreateAsync(RawEngine engine, IReadOnlyList<JsonNode> pod, CancellationToken cancellationToken) =>
        new(await FloorNetwork.CreateAsync(engine, cancellationToken), pod);

    /// <inheritdoc/>
    public Task RunAsync(int count, CancellationToken cancellationToken) => FloorNetwork.RunAsync(count, RunOneAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private static bool IsSandbox(JsonNode container) => container["Config"]!["Labels"]!["orchestrator.role"]?.GetValue<string>() == "sandbox";

    private async Task RunOneAsync(CancellationToken cancellationToken)
    {
        var number = _network.NextNumber();
        var name = number.ToString(CultureInfo.InvariantCulture);
        var sandbox = await _network.StartAsync(name, _network.RequestOf(_sandbox, number), cancellationToken);
        for (var index = 0; index < _containers.Count; index++)
        {
            var container = _network.RequestOf(_containers[index]);

            // It has the sandbox's name, as it has its network.
            container.Remove("Hostname");
            container.Remove("ExposedPorts");
            container["HostConfig"]!["NetworkMode"] = $"container:{sandbox}";
            container["HostConfig"]!["IpcMode"] = $"container:{sandbox}";
            await _network.StartAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{index}"), container, cancellationToken);
        }
    }
}
