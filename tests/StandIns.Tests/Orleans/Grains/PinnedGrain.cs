using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

[PinnedPlacement]
public class PinnedGrain(ILocalSiloDetails silo) : Grain, IPinnedGrain
{
    public Task<string> SiloName() => Task.FromResult(silo.Name);
}
