using System.Collections.Immutable;
using Orchestrator.Containers;
using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Images;

/// <summary>What images the engine has, who uses them, and which of them are ours to remove.</summary>
/// <param name="engine">The engine.</param>
/// <param name="ledger">What the agent remembers.</param>
/// <param name="collection">Which may be removed.</param>
/// <param name="wanted">The images of all pods that are bound here, as they name them.</param>
/// <param name="clock">The clock.</param>
internal sealed class ImageInventory(IContainerEngine engine, ImageLedger ledger, ImageCollection collection, Func<IEnumerable<string>> wanted, TimeProvider clock)
{
    /// <summary>The agent's own image, for pods of several containers.</summary>
    private const string Sandbox = "docker.io/orchestrator/sandbox";

    private readonly Dictionary<string, (DateTimeOffset First, DateTimeOffset? Used)> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at everything, and notes what is in use.</summary>
    public async Task<ImmutableArray<(ImageOnNode Image, ImageSummary Summary)>> ReadAsync(CancellationToken cancellationToken)
    {
        // The images first: one that a container is made of after they were listed is refused by the engine when it is to go.
        var images = await engine.ListImagesAsync(cancellationToken);
        var containers = await engine.ListContainersAsync(new Dictionary<string, string>(), cancellationToken);
        var used = containers.Select(container => container.ImageId).ToHashSet(StringComparer.Ordinal);
        var named = wanted().Select(ImageName.TryParse).OfType<ImageName>().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _seen.Keys.Except(images.Select(image => image.Id), StringComparer.Ordinal).ToList())
        {
            _seen.Remove(gone);
        }

        ImmutableArray<(ImageOnNode, ImageSummary)> inventory = [.. images.Select(image => (Describe(image, used, named), image))];
        ledger.KeepOnly(images.Select(image => image.Id).ToHashSet(StringComparer.Ordinal));
        ledger.Save();
        return inventory;
    }

    private ImageOnNode Describe(ImageSummary image, HashSet<string> used, HashSet<string> named)
    {
        var names = image.References.Select(ImageName.TryParse).OfType<ImageName>().ToList();
        var remembered = names.Select(ledger.Find).OfType<LedgerEntry>().Where(entry => entry.Id == image.Id).ToList();
        var inUse = used.Contains(image.Id) || names.Exists(name => named.Contains(name.ToString()));
        var now = clock.GetUtcNow();
        var (first, last) = _seen.GetValueOrDefault(image.Id, (now, null));
        if (inUse)
        {
            last = now;
            names.ForEach(ledger.Used);
        }

        _seen[image.Id] = (first, last);
        var ledgerUsed = remembered.Count > 0 ? remembered.Max(entry => entry.UsedAt) : (DateTimeOffset?)null;
        return new ImageOnNode
        {
            Id = image.Id,
            InUse = inUse,
            Removable = IsOurs(names, remembered.Count > 0) && !names.Exists(name => name.Repository == Sandbox),
            FirstSeenAt = remembered.Count > 0 ? remembered.Max(entry => entry.PulledAt) : first,
            LastUsedAt = last is null || ledgerUsed > last ? ledgerUsed : last,
        };
    }

    // A tag that the agent did not pull was given by somebody who counts on it. Digests come by themselves with each pull.
    private bool IsOurs(List<ImageName> names, bool remembered) => collection switch
    {
        ImageCollection.All => true,
        ImageCollection.Pulled => remembered && names.TrueForAll(name => name.Digest is not null || ledger.Find(name) is not null),
        _ => false,
    };
}
