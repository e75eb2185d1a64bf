using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Which grain classes the silos of the cluster have, as far as it was heard: silos tell one another, and clients, when they connect.</summary>
internal sealed class GrainManifests
{
    private readonly ConcurrentDictionary<SiloAddress, Known> _known = new();
    private int _revision;

    /// <summary>Rises with everything that was heard.</summary>
    public int Revision => Volatile.Read(ref _revision);

    public ImmutableArray<SiloManifest> All =>
        [.. _known.Values.Select(known => known.Manifest).OrderBy(manifest => manifest.Silo.ToString(), StringComparer.Ordinal)];

    /// <summary>What a silo itself has.</summary>
    public static SiloManifest Describe(SiloAddress silo, GrainClasses classes, IOptions<GrainTypeOptions> options) => new()
    {
        Silo = silo,
        Grains = [.. classes.All.Select(grainClass => Describe(grainClass, options.Value.Classes.Contains(grainClass.Type)))],
    };

    public void Learn(SiloManifest manifest)
    {
        if (_known.TryAdd(manifest.Silo, new Known(manifest)))
        {
            Interlocked.Increment(ref _revision);
        }
    }

    /// <summary>Forgets silos that are gone for good.</summary>
    public void Keep(Func<SiloAddress, bool> isKept)
    {
        foreach (var silo in _known.Keys.Where(silo => !isKept(silo)).ToArray())
        {
            _known.TryRemove(silo, out _);
        }
    }

    /// <summary>Whether the silo was heard.</summary>
    public bool Has(SiloAddress silo) => _known.ContainsKey(silo);

    /// <summary>Whether the silo activates grains of that type; null if it was not heard yet.</summary>
    public bool? Hosts(SiloAddress silo, GrainType type) => _known.TryGetValue(silo, out var known) ? known.Hosted.Contains(type.ToString()) : null;

    /// <summary>What anybody said of a grain type.</summary>
    public GrainDescription? Find(GrainType type) =>
        All.SelectMany(manifest => manifest.Grains).FirstOrDefault(grain => grain.Type == type.ToString());

    private static GrainDescription Describe(GrainClass grainClass, bool isHosted) => new()
    {
        Type = grainClass.GrainType.ToString(),
        Class = grainClass.Type.FullName!,
        Interfaces = [.. grainClass.Interfaces.Select(type => type.ToString())],
        Placement = grainClass.Placement?.GetType().ToString(),
        IsHosted = isHosted,
    };

    private sealed record Known(SiloManifest Manifest)
    {
        public ImmutableHashSet<string> Hosted { get; } = [.. Manifest.Grains.Where(grain => grain.IsHosted).Select(grain => grain.Type)];
    }
}
