using System.IO.Pipelines;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Gateway.Streaming.Forwarding;

/// <summary>One connection of a client to a port of a pod. What the client sends waits here, so much at most, until the pod takes it.</summary>
/// <param name="pod">The pod.</param>
/// <param name="port">The port.</param>
/// <param name="streams">Opens the connection.</param>
/// <param name="faults">Says what a fault means.</param>
/// <param name="client">Where the pod's bytes go.</param>
/// <param name="endsWithOutput">Whether the connection is over when the pod sends no more, because the client can't be told that alone.</param>
internal sealed class Forward(StreamedPod pod, int port, PodStreams streams, StreamFaults faults, IForwardClient client, bool endsWithOutput)
{
    private const int WaitingBytesMax = 256 * 1024;

    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: WaitingBytesMax, resumeWriterThreshold: WaitingBytesMax / 2, useSynchronizationContext: false));

    /// <summary>Takes bytes from the client, waiting while too many wait already; where the pod takes no more, they are passed over.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await _input.Writer.WriteAsync(bytes, cancellationToken);

    /// <summary>The client sends no more.</summary>
    public void EndInput() => _input.Writer.Complete();

    /// <summary>Connects and passes bytes on both ways until both sides have ended; what goes wrong is told to the client.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await streams.ForwardAsync(pod.Node, new PortForwardRequest(pod.Uid, port), cancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var input = PassInputAsync(connection, over.Token);
            try
            {
                await PassOutputAsync(connection, cancellationToken);
            }
            finally
            {
                await over.CancelAsync();
                await input;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever cancelled knows why.
        }
#pragma warning disable CA1031 // The client is told whatever it is; the connections beside this one go on.
        catch (Exception fault) when (!PodStreamSessions.IsOfGoneClient(fault))
#pragma warning restore CA1031
        {
            await client.FailAsync(faults.StatusOf(fault).Message ?? "", cancellationToken);
        }
        finally
        {
            // What the client still sends is passed over.
            await _input.Reader.CompleteAsync();
        }
    }

    private async Task PassInputAsync(PodStream connection, CancellationToken cancellationToken)
    {
        try
        {
            await _input.Reader.CopyToAsync(connection.Input, cancellationToken);
            await connection.Input.DisposeAsync();
        }
        catch (Exception ended) when (ended is IOException or ApiException or OperationCanceledException)
        {
            // The other direction says how it ended, or goes on after this one has.
            await _input.Reader.CompleteAsync();
        }
    }

    private async Task PassOutputAsync(PodStream connection, CancellationToken cancellationToken)
    {
        await foreach (var frame in connection.ReadAsync(cancellationToken))
        {
            switch (frame.Kind)
            {
                case StreamFrameKind.Stdout:
                    await client.SendAsync(frame.Bytes, cancellationToken);
                    break;
                case StreamFrameKind.OutputEnded when endsWithOutput:
                    return;
                case StreamFrameKind.OutputEnded:
                    await client.EndOutputAsync(cancellationToken);
                    break;
                case StreamFrameKind.End when frame.Error is { } why:
                    await client.FailAsync($"error forwarding port {port} to pod {pod.Pod.Metadata.Name}: {why}", cancellationToken);
                    break;
            }
        }
    }
}
