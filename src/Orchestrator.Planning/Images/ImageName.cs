using System.Text.RegularExpressions;

namespace Orchestrator.Planning.Images;

/// <summary>An image's name in full, as registries know it: a short one such as <c>nginx</c> means <c>docker.io/library/nginx:latest</c>.</summary>
/// <param name="Registry">The registry's host, with its port where it is not the usual one; <see cref="DockerHub"/> where the name says none.</param>
/// <param name="Path">The repository in the registry, such as <c>library/nginx</c>.</param>
/// <param name="Tag">The tag; null where only a digest is named.</param>
/// <param name="Digest">The digest (<c>sha256:...</c>), which alone decides where it is named.</param>
public sealed partial record ImageName(string Registry, string Path, string? Tag, string? Digest)
{
    /// <summary>The registry of names that say none.</summary>
    public const string DockerHub = "docker.io";

    private const int LengthMax = 255;

    /// <summary>Registry and path.</summary>
    public string Repository => $"{Registry}/{Path}";

    /// <summary>What is asked for in the registry.</summary>
    public string Wanted => Digest is null ? $"{Path}:{Tag}" : $"{Path}@{Digest}";

    /// <summary>The name of a reference, or null where it is none.</summary>
    public static ImageName? TryParse(string reference)
    {
        var found = Pattern().Match(reference);
        if (!found.Success || found.Groups["name"].Length > LengthMax)
        {
            return null;
        }

        var (registry, path) = Split(found.Groups["name"].Value);
        var digest = found.Groups["digest"] is { Success: true } named ? named.Value : null;
        var tag = found.Groups["tag"] is { Success: true } said ? said.Value : digest is null ? "latest" : null;
        return PathPattern().IsMatch(path) ? new ImageName(registry, path, tag, digest) : null;
    }

    /// <summary>The registry's one name, where it has several.</summary>
    public static string HostOf(string host) => host is "index.docker.io" or "registry-1.docker.io" or "registry.hub.docker.com" ? DockerHub : host;

    /// <summary>The whole name.</summary>
    public override string ToString() => Digest is null ? $"{Repository}:{Tag}" : $"{Repository}@{Digest}";

    // What stands before the first slash is a host if it can be no folder: it has a dot, a port or capitals, or is localhost.
    private static (string Registry, string Path) Split(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        if (first.AsSpan().IndexOfAny('.', ':') < 0 && first != "localhost" && !first.Any(char.IsAsciiLetterUpper))
        {
            return (DockerHub, slash < 0 ? $"library/{name}" : name);
        }

        var (registry, path) = (HostOf(first), name[(slash + 1)..]);
        return (registry, registry == DockerHub && !path.Contains('/', StringComparison.Ordinal) ? $"library/{path}" : path);
    }

    [GeneratedRegex(
        @"\A(?<name>(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::[0-9]+)?/)?[a-z0-9][a-z0-9._/-]*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PathPattern();
}
