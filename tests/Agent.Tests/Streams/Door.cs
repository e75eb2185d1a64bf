using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>The door to a node's agent without a cluster around it.</summary>
internal sealed class Door(NodeStreams streams) : INodeAgentGrain
{
    public Task Sync(PodAssignment assignment) => throw new NotSupportedException("Pods are run by the test itself.");

    public IAsyncEnumerable<byte[]> ReadLogs(LogRequest request, CancellationToken cancellationToken) => streams.ReadLogsAsync(request, cancellationToken);

    public Task<StreamOpened> OpenExec(ExecRequest request) => streams.OpenExecAsync(request);

    public Task<StreamOpened> OpenAttach(AttachRequest request) => streams.OpenAttachAsync(request);

    public Task<StreamOpened> OpenPortForward(PortForwardRequest request) => streams.OpenPortForwardAsync(request);

    public Task<StreamOpened> OpenArchiveRead(ArchiveRequest request) => streams.OpenArchiveReadAsync(request);

    public Task<StreamOpened> OpenArchiveWrite(ArchiveRequest request) => streams.OpenArchiveWriteAsync(request);

    public IAsyncEnumerable<StreamFrame> ReadStream(string session, CancellationToken cancellationToken) => streams.ReadAsync(session, cancellationToken);

    public Task AcknowledgeStream(string session, long bytes)
    {
        streams.Acknowledge(session, bytes);
        return Task.CompletedTask;
    }

    public Task<StreamInputOutcome> WriteStream(StreamInput input) => streams.WriteAsync(input);

    public Task ResizeStream(string session, int columns, int rows) => streams.ResizeAsync(session, columns, rows);

    public Task CloseStream(string session)
    {
        streams.Close(session);
        return Task.CompletedTask;
    }

    public Task<NodeUsage> ReadUsage() => streams.ReadUsageAsync();
}
