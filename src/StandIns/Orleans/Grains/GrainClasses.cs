using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The grain classes of the application.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();

    public GrainClasses()
    {
        foreach (var type in ApplicationTypes.Find(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
            && typeof(IGrainBase).IsAssignableFrom(type) && typeof(IGrain).IsAssignableFrom(type)))
        {
            var grainClass = new GrainClass(type);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException(
                    $"The grain classes {type} and {_byType[grainClass.GrainType].Type} have the same grain type \"{grainClass.GrainType}\": rename one.");
            }
        }
    }

    /// <summary>All of them, whether this silo hosts them or not.</summary>
    public IEnumerable<GrainClass> All => _byType.Values;

    public GrainClass Get(GrainType type) =>
        _byType.GetValueOrDefault(type) ?? throw new ArgumentException($"No grain class has the grain type \"{type}\".", nameof(type));

    /// <summary>The class that implements the interface.</summary>
    public GrainClass GetFor(Type interfaceType, string? classNamePrefix)
    {
        var key = (interfaceType, classNamePrefix);
        return _byInterface.TryGetValue(key, out var found) ? found : _byInterface.GetOrAdd(key, Find);
    }

    private GrainClass Find((Type Interface, string? Prefix) key)
    {
        var (type, prefix) = key;
        GrainClass[] candidates =
        [
            .. _byType.Values.Where(grainClass => type.IsAssignableFrom(grainClass.Type)
                && (prefix is null || grainClass.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))),
        ];

        // Of several, the one that is named as the interface is meant.
        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"Could not find an implementation for interface {type}.", nameof(key)),
            _ => candidates.SingleOrDefault(grainClass => $"I{grainClass.Type.Name}" == type.Name)
                ?? throw new ArgumentException(
                    $"Several grain classes implement {type}: {string.Join(", ", candidates.Select(grainClass => grainClass.Type))}.", nameof(key)),
        };
    }
}
