using System.IO.Enumeration;
using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Images;

/// <summary>
/// Which images credentials are for, as Kubernetes reads it: a registry's host, whose parts may hold wildcards (<c>*.example.com</c>) and which never cover a port or a
/// dot, and the beginning of a path.
/// </summary>
internal sealed record RegistryPattern(string Host, string Path)
{
    /// <summary>The pattern of a key in a file of credentials: a host, an address (<c>https://index.docker.io/v1/</c>), or a host and a path.</summary>
    public static RegistryPattern Parse(string key)
    {
        var address = key.StartsWith("https://", StringComparison.Ordinal) ? key["https://".Length..]
            : key.StartsWith("http://", StringComparison.Ordinal) ? key["http://".Length..] : key;
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? address : address[..slash];
        var path = slash < 0 ? "" : address[(slash + 1)..];

        // Docker's own keys end with the version of the registry's API, which is no part of an image's name.
        var version = path.StartsWith("v1/", StringComparison.Ordinal) || path.StartsWith("v2/", StringComparison.Ordinal) || path is "v1" or "v2";
        return new RegistryPattern(ImageName.HostOf(host), (version ? path[2..] : path).Trim('/'));
    }

    /// <summary>Whether they are for this image.</summary>
    public bool Matches(ImageName image) => MatchesHost(image.Registry) && image.Path.StartsWith(Path, StringComparison.Ordinal);

    private bool MatchesHost(string registry)
    {
        var (host, port) = Split(Host);
        var (name, wanted) = Split(registry);
        var parts = host.Split('.');
        var names = name.Split('.');
        return port == wanted && parts.Length == names.Length && parts.Zip(names).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: true));
    }

    private static (string Host, string Port) Split(string host) => host.LastIndexOf(':') is var colon && colon < 0 ? (host, "") : (host[..colon], host[(colon + 1)..]);
}
