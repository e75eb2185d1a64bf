using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>What all grains of a kind have in common.</summary>
public interface IResourceGrain<T> : IGrainWithStringKey
{
    Task Put(T resource);

    Task<T?> Get();
}
