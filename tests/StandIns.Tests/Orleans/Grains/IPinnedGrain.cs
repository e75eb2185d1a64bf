using Orleans;

namespace StandIns.Tests.Silos;

public interface IPinnedGrain : IGrainWithStringKey
{
    Task<string> SiloName();
}
