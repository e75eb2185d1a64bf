using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Streaming;

/// <summary>How several streams share one WebSocket: each message begins with the number of its channel.</summary>
/// <param name="Name">What clients ask for it by; empty where they ask for none.</param>
/// <param name="IsText">Whether messages are text: the channel as a digit, then base64.</param>
/// <param name="HasStatus">Whether the last word on the error channel is a Status; else it is a sentence, and nothing where all went well.</param>
/// <param name="Closes">Whether the client can end a channel and leave the others open.</param>
internal sealed record StreamProtocol(string Name, bool IsText = false, bool HasStatus = true, bool Closes = false)
{
    /// <summary>Of exec and attach.</summary>
    public static ImmutableArray<StreamProtocol> OfProcesses { get; } =
    [
        new("v5.channel.k8s.io", Closes: true),
        new("v4.channel.k8s.io"),
        new("v4.base64.channel.k8s.io", IsText: true),
        new("channel.k8s.io", HasStatus: false),
        new("base64.channel.k8s.io", IsText: true, HasStatus: false),
    ];

    /// <summary>Of port-forwards whose ports are a part of the request.</summary>
    public static ImmutableArray<StreamProtocol> OfPorts { get; } = [new("v4.channel.k8s.io"), new("v4.base64.channel.k8s.io", IsText: true)];

    /// <summary>What a client gets that asks for none.</summary>
    public static StreamProtocol Unnamed { get; } = new("", HasStatus: false);

    /// <summary>The first of the client's protocols that is among these.</summary>
    public static StreamProtocol Choose(HttpContext context, ImmutableArray<StreamProtocol> served)
    {
        var name = WebSocketUpgrade.Choose(context, [.. served.Select(protocol => protocol.Name)]);
        return served.FirstOrDefault(protocol => protocol.Name == name) ?? Unnamed;
    }
}
