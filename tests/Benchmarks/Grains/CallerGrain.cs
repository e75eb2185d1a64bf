using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Benchmarks.Grains;

/// <inheritdoc cref="ICallerGrain"/>
public sealed class CallerGrain(ILocalSiloDetails silo) : Grain, ICallerGrain
{
    /// <inheritdoc/>
    public Task<double> Call(CallPlan plan) => Calls.RateAsync(GrainFactory, plan);

    /// <inheritdoc/>
    public Task<double> Activate(ActivationPlan plan) => Calls.ActivateAsync(GrainFactory, plan);

    /// <inheritdoc/>
    public Task<string> Silo() => Task.FromResult(silo.Name);
}
