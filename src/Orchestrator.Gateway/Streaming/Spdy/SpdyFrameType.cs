namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>The control frames of SPDY/3.1.</summary>
internal static class SpdyFrameType
{
    public const int SynStream = 1;
    public const int SynReply = 2;
    public const int RstStream = 3;
    public const int Settings = 4;
    public const int Ping = 6;
    public const int GoAway = 7;
    public const int Headers = 8;
    public const int WindowUpdate = 9;
}
