using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Logs;

namespace Gateway.Tests.Fixtures;

/// <summary>A node's agent that writes what a test tells it to.</summary>
public sealed class ScriptedLogs : IPodLogSource
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();

    public LogRequest? Request { get; private set; }

    public string? Node { get; private set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Write(string text) => Assert.True(_pieces.Writer.TryWrite(Encoding.UTF8.GetBytes(text)));

    public void End(Exception? fault = null) => _pieces.Writer.TryComplete(fault);

    public async IAsyncEnumerable<byte[]> ReadAsync(string nodeName, LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Node, Request) = (nodeName, request);
        try
        {
            await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken))
            {
                yield return piece;
            }
        }
        finally
        {
            Ended.TrySetResult();
        }
    }
}
