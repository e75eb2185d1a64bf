using System.Text;
using Orchestrator.Contracts.Streams;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Streaming;

/// <summary>A client and a process in a container, until the process ends or the client goes.</summary>
internal sealed class ProcessSession(SharedSocket socket, StreamProtocol protocol, SessionLife life, StreamFaults faults)
{
    private readonly ChannelSocket _client = new(socket, protocol);

    /// <summary>Runs to its end. That it can't be opened is told within the stream as well: clients show what comes there, and pass over what is said instead of it.</summary>
    public async Task RunAsync(ProcessStreams streams, Func<CancellationToken, Task<PodStream>> open, Func<StreamFrame, Status> meaning)
    {
        // Clients take the first message for the sign that they are connected.
        await _client.SendAsync(streams.Stdout ? ProcessChannel.Stdout : streams.Stderr ? ProcessChannel.Stderr : ProcessChannel.Error, default, life.Abort);
        PodStream? process = null;
        var receiving = Task.CompletedTask;
        try
        {
            Status? status;
            try
            {
                process = await open(life.Ending);
                receiving = new ProcessInput(_client, life, protocol, process).TakeAsync();
                status = meaning(await PassOutputAsync(process));
            }
            catch (OperationCanceledException) when (life.Ending.IsCancellationRequested)
            {
                status = life.Reason is { } reason ? faults.StatusOf(reason) : null;
            }
#pragma warning disable CA1031 // The code of the answer is out; within the stream the client is told whatever it is.
            catch (Exception fault) when (!PodStreamSessions.IsOfGoneClient(fault))
#pragma warning restore CA1031
            {
                status = faults.StatusOf(fault);
            }

            await EndAsync(process);
            await TellAsync(status);
            await socket.SayGoodbyeAsync(process is null ? new ProcessInput(_client, life, protocol, null).TakeAsync() : receiving, life);
        }
        finally
        {
            life.LetGo();
            await EndAsync(process);
            await receiving;
        }
    }

    private static ValueTask EndAsync(PodStream? process) => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<StreamFrame> PassOutputAsync(PodStream process)
    {
        await foreach (var frame in process.ReadAsync(life.Ending))
        {
            // Before the client has it: what happens after that belongs to the time after it.
            life.Touch();
            switch (frame.Kind)
            {
                case StreamFrameKind.Stdout:
                    await _client.SendAsync(ProcessChannel.Stdout, frame.Bytes, life.Abort);
                    break;
                case StreamFrameKind.Stderr:
                    await _client.SendAsync(ProcessChannel.Stderr, frame.Bytes, life.Abort);
                    break;
                case StreamFrameKind.End:
                    return frame;
            }
        }

        throw new IOException("The node's agent ended the stream without a last word.");
    }

    private async Task TellAsync(Status? status)
    {
        if (status is not null && (protocol.HasStatus || status.State == StatusState.Failure))
        {
            var words = protocol.HasStatus ? ResourceJson.SerializeToUtf8(status) : Encoding.UTF8.GetBytes(status.Message ?? "");
            await _client.SendAsync(ProcessChannel.Error, words, life.Abort);
        }
    }
}
