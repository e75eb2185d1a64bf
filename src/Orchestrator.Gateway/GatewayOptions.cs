namespace Orchestrator.Gateway;

/// <summary>Settings of the HTTP API.</summary>
public sealed class GatewayOptions
{
    /// <summary>The addresses to listen on, separated by semicolons, such as <c>http://127.0.0.1:7443</c>. Port 0 takes any free one.</summary>
    public string ListenUrls { get; set; } = "http://127.0.0.1:7443";

    /// <summary>
    /// Whether addresses that other machines reach are allowed. Nothing asks callers who they are yet, so whoever reaches the API may do everything.
    /// </summary>
    public bool AllowNonLoopback { get; set; }

    /// <summary>The longest body that is read; 3 MiB, as Kubernetes has it.</summary>
    public int BodyBytesMax { get; set; } = 3 * 1024 * 1024;

    /// <summary>How many requests run at a time, watches, logs and streams to pods aside; further ones are answered 429.</summary>
    public int RequestsInFlightMax { get; set; } = 400;

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

    /// <summary>How long a readiness check may take.</summary>
    public TimeSpan ReadinessTimeout { get; set; } = TimeSpan.FromSeconds(3);
}
