namespace Orleans.Networking;

/// <summary>What a frame is. The values are part of the protocol.</summary>
internal enum FrameKind : byte
{
    /// <summary>The first frame of whoever opened the connection: a <see cref="Hello"/>.</summary>
    Hello = 1,

    /// <summary>The first frame of whoever accepted it: a <see cref="Welcome"/>.</summary>
    Welcome = 2,

    /// <summary>A call, or a step of an enumeration.</summary>
    Request = 3,

    /// <summary>What became of a request.</summary>
    Response = 4,

    /// <summary>The caller of a request gave it up, and wants it cancelled where it runs.</summary>
    Cancel = 5,

    /// <summary>The caller of a request gave it up: it need not start, and nobody waits for its answer.</summary>
    Abandon = 6,

    /// <summary>The sender is about to stop: it takes no new requests on this connection, and answers those that it has.</summary>
    Leaving = 7,

    /// <summary>The answer to <see cref="Leaving"/>: no request follows.</summary>
    Parting = 8,
}
