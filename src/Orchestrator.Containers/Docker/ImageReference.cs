namespace Orchestrator.Containers.Docker;

/// <summary>Takes an image's reference apart.</summary>
internal static class ImageReference
{
    /// <summary>
    /// The repository and the tag or digest: <c>latest</c> where neither is named, because the engine would pull every tag, and the digest where both are,
    /// because it alone decides.
    /// </summary>
    public static (string Repository, string Version) Split(string reference)
    {
        var digest = reference.IndexOf('@', StringComparison.Ordinal);
        var name = digest < 0 ? reference : reference[..digest];

        // A colon before the last slash belongs to the registry's port.
        var colon = name.LastIndexOf(':');
        var tagged = colon > name.LastIndexOf('/');
        var repository = tagged ? name[..colon] : name;
        return (repository, digest >= 0 ? reference[(digest + 1)..] : tagged ? name[(colon + 1)..] : "latest");
    }
}
