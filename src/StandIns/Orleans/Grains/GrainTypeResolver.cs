using System.Collections.Concurrent;
using Orleans.Placement;

namespace Orleans.Runtime;

/// <summary>
/// Finds the grain type that is meant by a grain interface: by the application's own classes, and by what silos said of theirs, so that a client
/// needs the interfaces only.
/// </summary>
internal sealed class GrainTypeResolver(GrainClasses classes, GrainManifests manifests)
{
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainType> _known = new();

    /// <summary>The grain type whose class implements the interface.</summary>
    /// <param name="interfaceType">The grain interface.</param>
    /// <param name="classNamePrefix">Chooses between several classes by the beginning of their full names.</param>
    public GrainType Resolve(Type interfaceType, string? classNamePrefix)
    {
        var key = (interfaceType, classNamePrefix);
        return _known.TryGetValue(key, out var known) ? known : _known.GetOrAdd(key, Find);
    }

    private GrainType Find((Type Interface, string? Prefix) key)
    {
        var name = key.Interface.ToString();
        var own = classes.All.Where(grainClass => grainClass.Interfaces.Contains(key.Interface))
            .Select(grainClass => (Type: grainClass.GrainType, Class: grainClass.Type.FullName!));
        var heard = manifests.All.SelectMany(manifest => manifest.Grains).Where(grain => grain.Interfaces.Contains(name))
            .Select(grain => (Type: GrainType.Create(grain.Type), grain.Class));
        (GrainType Type, string Class)[] candidates =
        [
            .. own.Concat(heard).DistinctBy(grain => grain.Type)
                .Where(grain => key.Prefix is null || grain.Class.StartsWith(key.Prefix, StringComparison.Ordinal)),
        ];

        // Of several, the one that is named as the interface is meant.
        return candidates switch
        {
            [var only] => only.Type,
            [] => throw new ArgumentException(
                $"Could not find an implementation for interface {key.Interface}: no silo that was heard so far has a class for it. "
                + "A client has to be started before it can make references.",
                nameof(key)),
            _ => candidates.Where(grain => $"I{grain.Class[(grain.Class.LastIndexOfAny(['.', '+']) + 1)..]}" == key.Interface.Name).ToArray() is [var named]
                ? named.Type
                : throw new ArgumentException(
                    $"Several grain classes implement {key.Interface}: {string.Join(", ", candidates.Select(grain => grain.Class))}.", nameof(key)),
        };
    }
}
