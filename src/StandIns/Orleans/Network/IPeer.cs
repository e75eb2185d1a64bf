using Orleans.Messaging;

namespace Orleans.Networking;

/// <summary>What a connection belongs to: it takes what comes and what could not be sent.</summary>
internal interface IPeer
{
    /// <summary>The version of the membership that is known here.</summary>
    int Version { get; }

    /// <summary>A call came.</summary>
    void Receive(IncomingCall call);

    /// <summary>The other side is about to stop, and takes no new calls on this connection.</summary>
    void Leaving(PeerConnection connection);

    /// <summary>A call was certainly not sent, because the connection ended before.</summary>
    void NotSent(Invocation call);
}
