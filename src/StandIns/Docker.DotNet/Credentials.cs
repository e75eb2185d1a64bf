namespace Docker.DotNet;

/// <summary>How a client proves to an engine who it is.</summary>
public abstract class Credentials : IDisposable
{
    /// <summary>Whether the connection is made over TLS.</summary>
    public abstract bool IsTlsCredentials();

    /// <summary>Puts what proves the client's identity into the handler of its requests.</summary>
    public abstract HttpMessageHandler GetHandler(HttpMessageHandler innerHandler);

    /// <inheritdoc />
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
