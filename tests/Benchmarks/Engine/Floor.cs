using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>
/// Containers as the orchestrator makes them, made by raw calls: the same request, taken from what the engine says of one of the orchestrator's own, on a bridge
/// network of their own. Disposing it removes them and their network.
/// </summary>
internal sealed class Floor : IFloor
{
    private readonly FloorNetwork _network;
    private readonly JsonNode _template;

    private Floor(FloorNetwork network, JsonNode template) => (_network, _template) = (network, template);

    /// <inheritdoc/>
    public LabelledContainers Containers => _network.Containers;

    /// <summary>Makes the network.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="template">What the engine says of a container whose like is to be made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<Floor> CreateAsync(RawEngine engine, JsonNode template, CancellationToken cancellationToken) =>
        new(await FloorNetwork.CreateAsync(engine, cancellationToken), template);

    /// <inheritdoc/>
    public Task RunAsync(int count, CancellationToken cancellationToken) => FloorNetwork.RunAsync(count, token => RunOneAsync(null, token), cancellationToken);

    /// <summary>Creates and starts one container, and publishes the template's port on this machine's port where one is given.</summary>
    public Task RunOneAsync(int? hostPort, CancellationToken cancellationToken)
    {
        var number = _network.NextNumber();
        var request = _network.RequestOf(_template, number);
        if (hostPort is { } port)
        {
            var bindings = _template["HostConfig"]!["PortBindings"]!.DeepClone().AsObject();
            bindings.Single().Value![0]!["HostPort"] = port.ToString(CultureInfo.InvariantCulture);
            request["HostConfig"]!["PortBindings"] = bindings;
        }

        return _network.StartAsync(number.ToString(CultureInfo.InvariantCulture), request, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _network.DisposeAsync();
}
