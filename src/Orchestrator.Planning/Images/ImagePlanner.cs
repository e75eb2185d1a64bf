using System.Collections.Immutable;

namespace Orchestrator.Planning.Images;

/// <summary>Decides which images go when disk is short, and in which order.</summary>
public static class ImagePlanner
{
    /// <summary>What may go, the least recently used first, and of those never seen in use the one that is there for longest.</summary>
    /// <param name="images">All images.</param>
    /// <param name="minimumAge">Younger ones stay: they are about to be used.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<ImageOnNode> Plan(IEnumerable<ImageOnNode> images, TimeSpan minimumAge, DateTimeOffset now) =>
    [
        .. images
            .Where(image => image.Removable && !image.InUse && now - image.FirstSeenAt >= minimumAge)
            .OrderBy(image => image.LastUsedAt ?? DateTimeOffset.MinValue)
            .ThenBy(image => image.FirstSeenAt)
            .ThenBy(image => image.Id, StringComparer.Ordinal),
    ];
}
