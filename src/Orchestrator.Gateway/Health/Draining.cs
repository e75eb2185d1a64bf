using Microsoft.Extensions.Hosting;

namespace Orchestrator.Gateway.Health;

/// <summary>
/// Whether this process is about to end. From then on it says that it is not ready, and asks clients to connect anew, which brings them elsewhere; requests
/// are still served until the host stops.
/// </summary>
public sealed class Draining(IHostApplicationLifetime lifetime)
{
    private volatile bool _begun;

    /// <summary>Whether it has begun.</summary>
    public bool HasBegun => _begun || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Begins it.</summary>
    public void Begin() => _begun = true;
}
