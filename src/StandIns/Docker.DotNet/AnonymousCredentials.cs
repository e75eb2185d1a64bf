namespace Docker.DotNet;

/// <summary>No proof of identity: a local socket, or a network that is trusted.</summary>
public class AnonymousCredentials : Credentials
{
    /// <inheritdoc />
    public override bool IsTlsCredentials() => false;

    /// <inheritdoc />
    public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler) => innerHandler;
}
