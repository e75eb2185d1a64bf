namespace Orleans.Connections.Security;

/// <summary>Whether the other side of a connection has to show a certificate.</summary>
public enum RemoteCertificateMode
{
    /// <summary>None is asked for.</summary>
    NoCertificate,

    /// <summary>It may show one, which then has to be a good one.</summary>
    AllowCertificate,

    /// <summary>It has to.</summary>
    RequireCertificate,
}
