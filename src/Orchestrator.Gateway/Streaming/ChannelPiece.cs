namespace Orchestrator.Gateway.Streaming;

/// <summary>A piece of a message that a client sent.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Bytes">The bytes, until the next one is received.</param>
/// <param name="IsLast">Whether the message ends with it.</param>
internal readonly record struct ChannelPiece(int Channel, ReadOnlyMemory<byte> Bytes, bool IsLast);
