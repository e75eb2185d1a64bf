using Orleans;
using Orleans.Runtime;

namespace OrleansTests;

[PinnedPlacement]
public class PinnedGrain(ILocalSiloDetails silo) : Grain, IPinnedGrain
{
    public Task<string> SiloName() => Task.FromResult(silo.Name);
}
