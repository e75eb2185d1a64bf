using Orleans.Messaging;

namespace Orleans.Networking;

/// <summary>What waits to be written to a connection: a frame, or a call whose frame is made when it is its turn.</summary>
internal readonly record struct Outgoing(Frame Frame, Invocation? Call = null);
