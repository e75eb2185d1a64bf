using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Benchmarks.Grains;

/// <inheritdoc cref="IEchoGrain"/>
public sealed class EchoGrain(ILocalSiloDetails silo) : Grain, IEchoGrain
{
    /// <inheritdoc/>
    public Task<int> Echo(int number) => Task.FromResult(number);

    /// <inheritdoc/>
    public Task<string> Silo() => Task.FromResult(silo.Name);
}
