using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Gateway.Streaming.Spdy;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Streaming.Forwarding;

/// <summary>Connects a client to ports of a pod.</summary>
internal sealed class PortForwardEndpoint(StreamedPods pods, PodStreams streams, PodStreamSessions sessions, StreamFaults faults)
{
    private static readonly string[] Protocols = [SpdyTunnel.Protocol, .. StreamProtocol.OfPorts.Select(protocol => protocol.Name)];

    public async Task InvokeAsync(HttpContext context)
    {
        var pod = await pods.FindAsync(context);
        if (pod.Pod.Status.Phase != PodPhase.Running)
        {
            throw ApiErrors.BadRequest($"unable to forward port because pod is not running. Current status={pod.Pod.Status.Phase}");
        }

        WebSocketUpgrade.Require(context);
        var name = WebSocketUpgrade.Choose(context, Protocols);
        if (name == SpdyTunnel.Protocol)
        {
            await sessions.RunAsync(context, name, async (socket, life) =>
            {
                using var tunnel = new SpdyTunnel(socket, life, connection => new Forward(pod, connection.Port, streams, faults, connection, endsWithOutput: false));
                await tunnel.RunAsync();
            });
            return;
        }

        var ports = ForwardedPorts.Read(context.Request.Query);
        var protocol = StreamProtocol.OfPorts.FirstOrDefault(protocol => protocol.Name == name) ?? StreamProtocol.Unnamed;
        await sessions.RunAsync(
            context,
            name,
            (socket, life) => new ChannelForward(
                socket, protocol, life, ports, connection => new Forward(pod, connection.Port, streams, faults, connection, endsWithOutput: true)).RunAsync());
    }
}
