namespace Orchestrator.Gateway;

/// <summary>Settings of the HTTP API.</summary>
public sealed class GatewayOptions
{
    /// <summary>The addresses to listen on, separated by semicolons, such as <c>https://10.0.0.1:7443</c>. Port 0 takes any free one.</summary>
    public string ListenUrls { get; set; } = "http://127.0.0.1:7443";

    /// <summary>
    /// Whether plain http is allowed on addresses that other machines reach. Callers need credentials there as everywhere, but whoever is between can read them.
    /// </summary>
    public bool AllowNonLoopback { get; set; }

    /// <summary>The longest body that is read; 3 MiB, as Kubernetes has it.</summary>
    public int BodyBytesMax { get; set; } = 3 * 1024 * 1024;

    /// <summary>How many requests run at a time, watches, logs and streams to pods aside; further ones are answered 429.</summary>
    public int RequestsInFlightMax { get; set; } = 400;

    /// <summary>How many requests of the cluster's owners run at a time beyond those, so that a crowd does not lock them out.</summary>
    public int SystemRequestsInFlightMax { get; set; } = 40;

    /// <summary>How many watches run at a time; further ones are answered 429.</summary>
    public int WatchesMax { get; set; } = 1000;

    /// <summary>How many logs are read at a time; further ones are answered 429.</summary>
    public int LogStreamsMax { get; set; } = 200;

    /// <summary>How many streams to pods (exec, attach, port-forward) are open at a time; further ones are answered 429.</summary>
    public int PodStreamsMax { get; set; } = 500;

    /// <summary>After how long without a byte in either direction a stream to a pod is closed.</summary>
    public TimeSpan PodStreamIdleMax { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a watch lasts that does not ask for less. Clients watch on from where it ended.</summary>
    public TimeSpan WatchDurationMax { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many objects are read from the store at a time where a request goes through all of them.</summary>
    public int ListChunkItems { get; set; } = 500;

    /// <summary>Fewer bytes a second, sent or taken, end a connection: a slow client must not keep a place from others. Those who have nothing to send or take are not slow.</summary>
    public double ClientBytesPerSecondMin { get; set; } = 240;

    /// <summary>How long a client may be slower than that.</summary>
    public TimeSpan ClientGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the head of a request may take.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The IPv4 network from which Services get their addresses, such as <c>10.96.0.0/16</c>: a prefix from 8 to 28. Kubernetes' service-cluster-ip-range.</summary>
    public string ServiceAddresses { get; set; } = "10.96.0.0/16";

    /// <summary>The ports of nodes that Services get. Kubernetes' service-node-port-range.</summary>
    public string ServiceNodePorts { get; set; } = "30000-32767";

    /// <summary>How long a readiness check may take.</summary>
    public TimeSpan ReadinessTimeout { get; set; } = TimeSpan.FromSeconds(3);
}
