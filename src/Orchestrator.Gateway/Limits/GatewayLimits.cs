using Microsoft.Extensions.Options;

namespace Orchestrator.Gateway.Limits;

/// <summary>The places that the gateway has for work of each sort.</summary>
internal sealed class GatewayLimits(IOptions<GatewayOptions> options)
{
    /// <summary>Requests that end by themselves.</summary>
    public ConcurrencyLimit Requests { get; } = new(options.Value.RequestsInFlightMax);

    /// <summary>Requests of the cluster's owners, for which there was no place among the others.</summary>
    public ConcurrencyLimit SystemRequests { get; } = new(options.Value.SystemRequestsInFlightMax);

    /// <summary>Watches.</summary>
    public ConcurrencyLimit Watches { get; } = new(options.Value.WatchesMax);

    /// <summary>Logs that are read.</summary>
    public ConcurrencyLimit LogStreams { get; } = new(options.Value.LogStreamsMax);

    /// <summary>Streams to pods: exec, attach, port-forward.</summary>
    public ConcurrencyLimit PodStreams { get; } = new(options.Value.PodStreamsMax);
}
