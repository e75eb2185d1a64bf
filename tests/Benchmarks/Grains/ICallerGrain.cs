using Orleans;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>A grain that calls others.</summary>
public interface ICallerGrain : IGrainWithStringKey
{
    /// <summary>Calls for some seconds, each caller one target after the other, and returns how many calls a second were answered.</summary>
    Task<double> Call(CallPlan plan);

    /// <summary>Calls each of some grains once, which activates it, and returns how many a second.</summary>
    Task<double> Activate(ActivationPlan plan);

    /// <summary>The name of the silo that it is on.</summary>
    Task<string> Silo();
}
