using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Streams;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Makes a session of a request whose client speaks with a process.</summary>
internal sealed class ProcessSessions(PodStreamSessions sessions, StreamFaults faults)
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="context">The request. It is refused where it does not ask for a WebSocket with a protocol that is known.</param>
    /// <param name="asked">Which streams the client has asked for.</param>
    /// <param name="open">Opens the process.</param>
    /// <param name="meaning">What the client is told of the process' end.</param>
    public async Task RunAsync(HttpContext context, ProcessStreams asked, Func<CancellationToken, Task<PodStream>> open, Func<StreamFrame, Status> meaning)
    {
        WebSocketUpgrade.Require(context);
        var protocol = StreamProtocol.Choose(context, StreamProtocol.OfProcesses);
        await sessions.RunAsync(context, protocol.Name, (socket, life) => new ProcessSession(socket, protocol, life, faults).RunAsync(asked, open, meaning));
    }
}
