namespace Orleans.Networking;

/// <summary>The other side of a connection refused it, with a sentence.</summary>
internal sealed class ConnectionRefusedException(string message, bool isOnItsWay = false) : IOException(message)
{
    /// <summary>Whether the other side is opening a connection itself.</summary>
    public bool IsOnItsWay { get; } = isOnItsWay;
}
