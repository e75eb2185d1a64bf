using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;

namespace Gateway.Tests.Fixtures;

/// <summary>A node's agent with one session, which says what a test tells it to.</summary>
public sealed class ScriptedAgent : INodeAgentGrain
{
    private readonly Channel<StreamFrame> _frames = Channel.CreateUnbounded<StreamFrame>();

    /// <summary>Thrown when a session is opened, while it is set.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Completed when nobody reads from the session any more.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Say(StreamFrame frame) => Assert.True(_frames.Writer.TryWrite(frame));

    public void Break(Exception fault) => _frames.Writer.Complete(fault);

    public Task<StreamOpened> OpenExec(ExecRequest request) => Refusal is { } refusal
        ? Task.FromException<StreamOpened>(refusal)
        : Task.FromResult(new StreamOpened("session", 256 * 1024, 32 * 1024));

    public async IAsyncEnumerable<StreamFrame> ReadStream(string session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync(cancellationToken))
            {
                yield return frame;
            }
        }
        finally
        {
            Ended.TrySetResult();
        }
    }

    public Task AcknowledgeStream(string session, long bytes) => Task.CompletedTask;

    public Task<StreamInputOutcome> WriteStream(StreamInput input) => Task.FromResult(StreamInputOutcome.Taken);

    public Task CloseStream(string session) => Task.CompletedTask;

    public Task ResizeStream(string session, int columns, int rows) => throw Unasked();

    public Task Sync(PodAssignment assignment) => throw Unasked();

    public IAsyncEnumerable<byte[]> ReadLogs(LogRequest request, CancellationToken cancellationToken) => throw Unasked();

    public Task<StreamOpened> OpenAttach(AttachRequest request) => throw Unasked();

    public Task<StreamOpened> OpenPortForward(PortForwardRequest request) => throw Unasked();

    public Task<StreamOpened> OpenArchiveRead(ArchiveRequest request) => throw Unasked();

    public Task<StreamOpened> OpenArchiveWrite(ArchiveRequest request) => throw Unasked();

    public Task<NodeUsage> ReadUsage() => throw Unasked();

    private static NotSupportedException Unasked() => new("No test asks for this.");
}
