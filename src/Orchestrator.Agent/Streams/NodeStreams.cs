using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Agent.Logs;
using Orchestrator.Agent.Stats;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Streams;

/// <summary>All sessions of this machine.</summary>
public sealed partial class NodeStreams : INodeStreams, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, StreamSession> _sessions = new(StringComparer.Ordinal);
    private readonly IContainersOnNode _containers;
    private readonly UsageReader _usage;
    private readonly IIdentities _identities;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly StreamOptions _options;
    private readonly StreamTargets _targets;
    private readonly SessionPlaces _places;
    private readonly ContainerLogs _logs;
    private readonly StreamTelemetry _telemetry = new();

    /// <summary>Makes it; nothing is open yet.</summary>
    public NodeStreams(
        IContainerEngine engine, IContainersOnNode containers, UsageReader usage, IOptions<StreamOptions> options, IIdentities identities, TimeProvider clock, ILogger<NodeStreams> log)
    {
        (_containers, _usage, _identities, _clock, _log, _options) = (containers, usage, identities, clock, log, options.Value);
        _targets = new StreamTargets(engine);
        _places = new SessionPlaces("streams (exec, attach, port-forward, copy)", _options.SessionsPerPodMax, _options.SessionsPerNodeMax);
        _logs = new ContainerLogs(engine, containers, new SessionPlaces("readers of logs", _options.LogReadersPerPodMax, _options.LogReadersPerNodeMax));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<byte[]> ReadLogsAsync(LogRequest request, CancellationToken cancellationToken) => _logs.ReadAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<StreamOpened> OpenExecAsync(ExecRequest request) =>
        OpenAsync("exec", request.PodUid, (pod, cancellationToken) => _targets.ExecAsync(pod, request, cancellationToken));

    /// <inheritdoc/>
    public Task<StreamOpened> OpenAttachAsync(AttachRequest request) =>
        OpenAsync("attach", request.PodUid, (pod, cancellationToken) => _targets.AttachAsync(pod, request, cancellationToken));

    /// <inheritdoc/>
    public Task<StreamOpened> OpenPortForwardAsync(PortForwardRequest request) =>
        OpenAsync("port-forward", request.PodUid, (pod, cancellationToken) => StreamTargets.ForwardAsync(pod, request, cancellationToken));

    /// <inheritdoc/>
    public Task<StreamOpened> OpenArchiveReadAsync(ArchiveRequest request) =>
        OpenAsync("archive-read", request.PodUid, (pod, cancellationToken) => _targets.ReadArchiveAsync(pod, request, cancellationToken));

    /// <inheritdoc/>
    public Task<StreamOpened> OpenArchiveWriteAsync(ArchiveRequest request) =>
        OpenAsync("archive-write", request.PodUid, (pod, cancellationToken) => _targets.WriteArchiveAsync(pod, request, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamFrame> ReadAsync(string session, CancellationToken cancellationToken) => Find(session).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public void Acknowledge(string session, long bytes) => _sessions.GetValueOrDefault(session)?.Acknowledge(bytes);

    /// <inheritdoc/>
    public Task<StreamInputOutcome> WriteAsync(StreamInput input) => Find(input.Session).WriteAsync(input);

    /// <inheritdoc/>
    public async Task ResizeAsync(string session, int columns, int rows)
    {
        if (columns < 1 || rows < 1)
        {
            throw ApiErrors.BadRequest($"a terminal has at least one column and one row; got {columns} and {rows}");
        }

        try
        {
            await Find(session).ResizeAsync(columns, rows);
        }
        catch (EngineException e)
        {
            throw EngineAnswers.Unavailable(e.Message);
        }
    }

    /// <inheritdoc/>
    public void Close(string session) => _sessions.GetValueOrDefault(session)?.End("the stream was closed");

    /// <inheritdoc/>
    public Task<NodeUsage> ReadUsageAsync() => _usage.ReadAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_sessions.Values.Select(session => session.DisposeAsync().AsTask())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _telemetry.Dispose();
    }

    private StreamSession Find(string session) => _sessions.GetValueOrDefault(session) ?? throw ApiErrors.NotFound("", "streams", session);

    private async Task<StreamOpened> OpenAsync(string kind, string podUid, Func<PodHere, CancellationToken, Task<IStreamTarget>> connect)
    {
        var pod = _containers.Find(podUid) ?? throw ApiErrors.NotFound("", "pods", podUid);
        var place = _places.Enter(podUid);
        try
        {
            var target = await ConnectAsync(pod, connect);
            var session = new StreamSession(_identities.NewUid(), target, _options, _clock) { Ended = session => Forget(session, kind, place) };
            _sessions[session.Id] = session;
            _telemetry.Opened(kind);
            return new StreamOpened(session.Id, _options.OutputBytesMax, SessionInput.PieceBytesMax);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private async Task<IStreamTarget> ConnectAsync(PodHere pod, Func<PodHere, CancellationToken, Task<IStreamTarget>> connect)
    {
        using var late = new CancellationTokenSource(_options.OpenTimeout, _clock);
        try
        {
            return await connect(pod, late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw ApiErrors.Of(503, "ServiceUnavailable", $"there was no connection within {_options.OpenTimeout.TotalSeconds:0.#} seconds", null);
        }
    }

    private void Forget(StreamSession session, string kind, IDisposable place)
    {
        _sessions.TryRemove(session.Id, out _);
        place.Dispose();
        _telemetry.Ended(kind);
        if (session.Fault is { } fault)
        {
            LogNotLetGo(_log, fault, kind);
        }
    }
}
