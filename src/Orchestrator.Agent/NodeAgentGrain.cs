using Orchestrator.Agent.Placement;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;
using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Agent;

/// <summary>The door to this machine's agent. It holds nothing: any number of calls may be inside.</summary>
[Reentrant]
[NodePlacement]
public sealed class NodeAgentGrain(INodeAgent agent, INodeStreams streams) : Grain, INodeAgentGrain
{
    /// <inheritdoc/>
    public Task Sync(PodAssignment assignment)
    {
        agent.Accept(assignment);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<byte[]> ReadLogs(LogRequest request, CancellationToken cancellationToken) => streams.ReadLogsAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<StreamOpened> OpenExec(ExecRequest request) => streams.OpenExecAsync(request);

    /// <inheritdoc/>
    public Task<StreamOpened> OpenAttach(AttachRequest request) => streams.OpenAttachAsync(request);

    /// <inheritdoc/>
    public Task<StreamOpened> OpenPortForward(PortForwardRequest request) => streams.OpenPortForwardAsync(request);

    /// <inheritdoc/>
    public Task<StreamOpened> OpenArchiveRead(ArchiveRequest request) => streams.OpenArchiveReadAsync(request);

    /// <inheritdoc/>
    public Task<StreamOpened> OpenArchiveWrite(ArchiveRequest request) => streams.OpenArchiveWriteAsync(request);

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamFrame> ReadStream(string session, CancellationToken cancellationToken) => streams.ReadAsync(session, cancellationToken);

    /// <inheritdoc/>
    public Task AcknowledgeStream(string session, long bytes)
    {
        streams.Acknowledge(session, bytes);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StreamInputOutcome> WriteStream(StreamInput input) => streams.WriteAsync(input);

    /// <inheritdoc/>
    public Task ResizeStream(string session, int columns, int rows) => streams.ResizeAsync(session, columns, rows);

    /// <inheritdoc/>
    public Task CloseStream(string session)
    {
        streams.Close(session);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<NodeUsage> ReadUsage() => streams.ReadUsageAsync();
}
