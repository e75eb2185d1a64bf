using Orchestrator.Agent;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>The agent of nodes without machines: it takes pods and runs none of them.</summary>
internal sealed class SimulatedAgent : INodeAgent, INodeStreams
{
    /// <inheritdoc/>
    public void Accept(PodAssignment assignment)
    {
        // That it got here is what is measured.
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<byte[]> ReadLogsAsync(LogRequest request, CancellationToken cancellationToken) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<StreamOpened> OpenExecAsync(ExecRequest request) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<StreamOpened> OpenAttachAsync(AttachRequest request) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<StreamOpened> OpenPortForwardAsync(PortForwardRequest request) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<StreamOpened> OpenArchiveReadAsync(ArchiveRequest request) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<StreamOpened> OpenArchiveWriteAsync(ArchiveRequest request) => throw NothingRuns();

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamFrame> ReadAsync(string session, CancellationToken cancellationToken) => throw NothingRuns();

    /// <inheritdoc/>
    public void Acknowledge(string session, long bytes) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<StreamInputOutcome> WriteAsync(StreamInput input) => throw NothingRuns();

    /// <inheritdoc/>
    public Task ResizeAsync(string session, int columns, int rows) => throw NothingRuns();

    /// <inheritdoc/>
    public void Close(string session) => throw NothingRuns();

    /// <inheritdoc/>
    public Task<NodeUsage> ReadUsageAsync() => throw NothingRuns();

    private static NotSupportedException NothingRuns() => new("Nothing runs on a simulated node.");
}
