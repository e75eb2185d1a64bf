namespace Orchestrator.Gateway.Streaming;

/// <summary>A client sent what its protocol does not allow. The message is for the client.</summary>
internal sealed class StreamProtocolException(string message) : Exception(message);
