namespace Orchestrator.Gateway.Streaming;

/// <summary>The channels of exec and attach.</summary>
internal static class ProcessChannel
{
    public const int Stdin = 0;
    public const int Stdout = 1;
    public const int Stderr = 2;

    /// <summary>What became of it all.</summary>
    public const int Error = 3;

    /// <summary>The size of the client's terminal.</summary>
    public const int Resize = 4;

    /// <summary>Names a channel that the client ends.</summary>
    public const int Close = 255;
}
