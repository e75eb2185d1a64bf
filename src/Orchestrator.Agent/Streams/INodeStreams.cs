using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Streams;

/// <summary>
/// What people read from the pods of this machine and write to them. It is what <see cref="INodeAgentGrain"/> says of it, and what it refuses is an
/// <see cref="ApiException"/>.
/// </summary>
public interface INodeStreams
{
    /// <inheritdoc cref="INodeAgentGrain.ReadLogs"/>
    IAsyncEnumerable<byte[]> ReadLogsAsync(LogRequest request, CancellationToken cancellationToken);

    /// <inheritdoc cref="INodeAgentGrain.OpenExec"/>
    Task<StreamOpened> OpenExecAsync(ExecRequest request);

    /// <inheritdoc cref="INodeAgentGrain.OpenAttach"/>
    Task<StreamOpened> OpenAttachAsync(AttachRequest request);

    /// <inheritdoc cref="INodeAgentGrain.OpenPortForward"/>
    Task<StreamOpened> OpenPortForwardAsync(PortForwardRequest request);

    /// <inheritdoc cref="INodeAgentGrain.OpenArchiveRead"/>
    Task<StreamOpened> OpenArchiveReadAsync(ArchiveRequest request);

    /// <inheritdoc cref="INodeAgentGrain.OpenArchiveWrite"/>
    Task<StreamOpened> OpenArchiveWriteAsync(ArchiveRequest request);

    /// <inheritdoc cref="INodeAgentGrain.ReadStream"/>
    IAsyncEnumerable<StreamFrame> ReadAsync(string session, CancellationToken cancellationToken);

    /// <inheritdoc cref="INodeAgentGrain.AcknowledgeStream"/>
    void Acknowledge(string session, long bytes);

    /// <inheritdoc cref="INodeAgentGrain.WriteStream"/>
    Task<StreamInputOutcome> WriteAsync(StreamInput input);

    /// <inheritdoc cref="INodeAgentGrain.ResizeStream"/>
    Task ResizeAsync(string session, int columns, int rows);

    /// <inheritdoc cref="INodeAgentGrain.CloseStream"/>
    void Close(string session);

    /// <inheritdoc cref="INodeAgentGrain.ReadUsage"/>
    Task<NodeUsage> ReadUsageAsync();
}
