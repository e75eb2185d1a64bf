using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Gateway.Requests;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Runs a further process in a container of a pod, for a client that is connected to it.</summary>
internal sealed class ExecEndpoint(StreamedPods pods, PodStreams streams, ProcessSessions sessions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var pod = await pods.FindAsync(context);
        var asked = ProcessStreams.Read(context.Request.Query);
        var request = new ExecRequest
        {
            PodUid = pod.Uid,
            Container = pod.RunningContainer(context.Request.Query.Text("container"), "exec into"),
            Command = [.. context.Request.Query["command"].OfType<string>()],
            Tty = asked.Tty,
            Stdin = asked.Stdin,
            Stdout = asked.Stdout,
            Stderr = asked.Stderr,
        };
        if (request.Command.IsEmpty)
        {
            throw ApiErrors.BadRequest("command must be the program and its arguments, each as a parameter of its own; there is none");
        }

        await sessions.RunAsync(context, asked, ending => streams.ExecAsync(pod.Node, request, ending), ProcessStatus.OfExec);
    }
}
