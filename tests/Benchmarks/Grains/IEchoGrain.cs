using Orleans;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>A grain that does nothing but answer.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Answers with what it was given.</summary>
    Task<int> Echo(int number);

    /// <summary>The name of the silo that it is on.</summary>
    Task<string> Silo();
}
