using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains. Making one calls nothing: grains always exist.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain of that key.</summary>
    /// <typeparam name="TGrainInterface">An interface that one grain class implements.</typeparam>
    /// <param name="primaryKey">The grain's name among those of its type.</param>
    /// <param name="grainClassNamePrefix">Chooses between several classes by the beginning of their full names.</param>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>A reference to the grain of that id.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;

    /// <summary>A reference to the grain of that key, by an interface that is known at run time only.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);
}
