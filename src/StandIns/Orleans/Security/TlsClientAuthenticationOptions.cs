namespace Orleans.Connections.Security;

/// <summary>Settings of one connection that this side opens.</summary>
public class TlsClientAuthenticationOptions
{
    /// <summary>Whom the certificate of the other side has to name: a host name or an address.</summary>
    public string? TargetHost { get; set; }
}
