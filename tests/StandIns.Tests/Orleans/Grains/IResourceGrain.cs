using Orleans;

namespace OrleansTests;

/// <summary>What all grains of a kind have in common.</summary>
public interface IResourceGrain<T> : IGrainWithStringKey
{
    Task Put(T resource);

    Task<T?> Get();
}
