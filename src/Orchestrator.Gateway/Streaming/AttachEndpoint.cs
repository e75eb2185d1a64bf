using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Streams;
using Orchestrator.Gateway.Requests;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Connects a client to the first process of a container of a pod, from now on.</summary>
internal sealed class AttachEndpoint(StreamedPods pods, PodStreams streams, PodStreamSessions sessions, StreamFaults faults)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var pod = await pods.FindAsync(context);
        var asked = ProcessStreams.Read(context.Request.Query);
        var request = new AttachRequest
        {
            PodUid = pod.Uid,
            Container = pod.RunningContainer(context.Request.Query.Text("container"), "attach to"),
            Stdin = asked.Stdin,
            Stdout = asked.Stdout,
            Stderr = asked.Stderr,
        };
        WebSocketUpgrade.Require(context);
        var protocol = StreamProtocol.Choose(context, StreamProtocol.OfProcesses);
        await sessions.RunAsync(
            context,
            protocol.Name,
            (socket, life) => new ProcessSession(socket, protocol, life, faults).RunAsync(asked, ending => streams.AttachAsync(pod.Node, request, ending), ProcessStatus.OfAttach));
    }
}
