namespace Orchestrator.Resources.Description;

/// <summary>A rule that a text follows.</summary>
public enum TextFormat
{
    /// <summary>Any text.</summary>
    None,

    /// <summary>A DNS label (RFC 1123): at most 63 lower case letters, digits and dashes.</summary>
    DnsLabel,

    /// <summary>A DNS label (RFC 1035): one that begins with a letter.</summary>
    DnsLabel1035,

    /// <summary>A DNS subdomain (RFC 1123): labels joined by dots, at most 253 characters.</summary>
    DnsSubdomain,

    /// <summary>The name of a port: at most 15 lower case letters, digits and dashes, one letter at least.</summary>
    PortName,

    /// <summary>The name of an environment variable: printable ASCII without an equals sign.</summary>
    EnvironmentName,

    /// <summary>A label's key or another name with an optional DNS prefix.</summary>
    QualifiedName,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IpAddress,

    /// <summary>One part of a path: at most 253 characters, no slash and no percent sign, and neither a dot nor two.</summary>
    PathSegment,
}
