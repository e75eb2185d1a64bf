namespace Orleans.Networking;

/// <summary>
/// The keys under which the container holds what makes connections: an <c>IConnectionListenerFactory</c> and an <c>IConnectionFactory</c>.
/// A host that registered its own is not overruled; otherwise they are Kestrel's sockets.
/// </summary>
internal static class ConnectionKeys
{
    /// <summary>The one key of both.</summary>
    public const string Transport = "Orleans.Transport";
}
