using Docker.DotNet;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Containers.Docker;

/// <summary>
/// Holds the client of the engine. The version of the API is negotiated with the first call, and again after the engine was away, because it may have come
/// back as another one; so a call makes no round trip but its own while all is well.
/// </summary>
internal sealed partial class DockerConnection(DockerEngineOptions options, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<DockerSession> _sessions = [];
    private volatile DockerSession? _current;

    /// <summary>The session to use now.</summary>
    public ValueTask<DockerSession> OpenAsync(CancellationToken cancellationToken) =>
        _current is { } session ? new ValueTask<DockerSession>(session) : new ValueTask<DockerSession>(NegotiateAsync(cancellationToken));

    /// <summary>Says that the engine was not there, so that the next call negotiates again.</summary>
    public void Suspect() => _current = null;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var session in _sessions)
        {
            session.Client.Dispose();
        }

        _gate.Dispose();
    }

    private async Task<DockerSession> NegotiateAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _current ??= await AskAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<DockerSession> AskAsync(CancellationToken cancellationToken)
    {
        using var unversioned = CreateClient(null);
        var engine = await unversioned.System.GetVersionAsync(cancellationToken);
        var version = ApiVersion.Choose(engine);

        // A client whose calls may be under way is kept: an engine that comes back the same gets the same client.
        var index = _sessions.FindIndex(session => session.ApiVersion == version);
        var session = new DockerSession(index < 0 ? CreateClient(version) : _sessions[index].Client, version, engine);
        if (index < 0)
        {
            _sessions.Add(session);
        }
        else
        {
            _sessions[index] = session;
        }

        LogNegotiated(engine.Version, options.Endpoint, version);
        return session;
    }

    // The client's own timeout is off: calls are timed with the TimeProvider.
    private DockerClient CreateClient(Version? version) =>
        new DockerClientConfiguration(new Uri(options.Endpoint), DockerCredentials.Create(options), Timeout.InfiniteTimeSpan).CreateClient(version);
}
