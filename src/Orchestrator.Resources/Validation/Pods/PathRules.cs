namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for paths of files.</summary>
internal static class PathRules
{
    /// <summary>What lets a path lead out of its folder; nothing where it stays.</summary>
    public static IEnumerable<string> Backsteps(string path) => path.Split('/').Contains("..") ? ["must not contain '..'"] : [];

    /// <summary>What keeps a path from leading down from a folder; nothing where it does.</summary>
    public static IEnumerable<string> NotDescending(string path) => [.. path.StartsWith('/') ? ["must be a relative path"] : Array.Empty<string>(), .. Backsteps(path)];

    /// <summary>What keeps a path from leading down from a folder whose entries that begin with two dots are the server's own; nothing where it does.</summary>
    public static IEnumerable<string> NotDescendingOrReserved(string path) =>
    [
        .. NotDescending(path),
        .. path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal) && path != ".." ? ["must not start with '..'"] : Array.Empty<string>(),
    ];
}
