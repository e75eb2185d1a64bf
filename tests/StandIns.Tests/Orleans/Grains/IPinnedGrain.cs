using Orleans;

namespace OrleansTests;

public interface IPinnedGrain : IGrainWithStringKey
{
    Task<string> SiloName();
}
