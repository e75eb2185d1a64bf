namespace Orleans.Runtime;

/// <summary>The grain classes of the application, whether this silo hosts them or not; a client may have none.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];

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

    public IEnumerable<GrainClass> All => _byType.Values;

    /// <summary>The class of a grain type; null if the application has none.</summary>
    public GrainClass? Find(GrainType type) => _byType.GetValueOrDefault(type);
}
