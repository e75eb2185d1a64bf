namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>The beginning of a frame.</summary>
/// <param name="IsControl">Whether it is about the connection or a stream, rather than a stream's bytes.</param>
/// <param name="Type">What kind of control frame.</param>
/// <param name="StreamId">Of a frame with bytes, their stream.</param>
/// <param name="IsLast">Whether its stream ends with it.</param>
/// <param name="Length">How many bytes follow.</param>
internal readonly record struct SpdyFrame(bool IsControl, int Type, int StreamId, bool IsLast, int Length);
