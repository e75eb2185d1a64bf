using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>A session that a node's agent has opened. It ends when nobody reads from it for 30 seconds.</summary>
/// <param name="Session">What further calls name it by.</param>
/// <param name="WindowBytes">How many bytes of output are sent before the reader has to acknowledge some of them.</param>
/// <param name="InputPieceBytesMax">How many bytes one piece of input may have.</param>
[Immutable]
public sealed record StreamOpened(string Session, int WindowBytes, int InputPieceBytesMax);
