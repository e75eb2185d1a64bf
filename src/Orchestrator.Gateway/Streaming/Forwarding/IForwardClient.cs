namespace Orchestrator.Gateway.Streaming.Forwarding;

/// <summary>Where a forwarded connection's bytes go.</summary>
internal interface IForwardClient
{
    /// <summary>Hands over bytes that the pod sent, and waits for as long as they are not taken.</summary>
    Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The pod sends no more.</summary>
    Task EndOutputAsync(CancellationToken cancellationToken);

    /// <summary>The connection could not be made, or broke.</summary>
    Task FailAsync(string why, CancellationToken cancellationToken);
}
