using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Streams;
using Orchestrator.Gateway.Requests;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Connects a client to the first process of a container of a pod, from now on.</summary>
internal sealed class AttachEndpoint(StreamedPods pods, PodStreams streams, ProcessSessions sessions)
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
        await sessions.RunAsync(context, asked, ending => streams.AttachAsync(pod.Node, request, ending), ProcessStatus.OfAttach);
    }
}
