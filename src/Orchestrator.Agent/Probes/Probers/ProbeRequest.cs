namespace Orchestrator.Agent.Probes.Probers;

/// <summary>
/// One request of a probe. It owns the connection that was opened for it, which so ends with it: a library that pools connections would keep some of them, and with a
/// probe each second they would be many.
/// </summary>
internal sealed class ProbeRequest(HttpMethod method, Uri address, CancellationToken timeUp) : HttpRequestMessage(method, address)
{
    private readonly Lock _lock = new();
    private Stream? _connection;
    private bool _disposed;

    /// <summary>Cancelled when the time for an answer is up.</summary>
    public CancellationToken TimeUp => timeUp;

    /// <summary>Whether it got a connection.</summary>
    public bool HasConnected
    {
        get
        {
            lock (_lock)
            {
                return _connection is not null;
            }
        }
    }

    /// <summary>Takes the connection, which may come when nobody waits for it any more.</summary>
    public void Take(Stream connection)
    {
        lock (_lock)
        {
            _connection = connection;
            if (_disposed)
            {
                connection.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        lock (_lock)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }
}
