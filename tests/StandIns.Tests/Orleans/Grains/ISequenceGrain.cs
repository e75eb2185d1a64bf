using Orleans;
using Orleans.Concurrency;

namespace StandIns.Tests.Silos;

public interface ISequenceGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> Numbers(int count);

    IAsyncEnumerable<Note> Endless(CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> FailsAfter(int count);

    Task<int> Ended();

    Task<int> Increment();

    Task Deactivate();

    [AlwaysInterleave]
    Task<string> SiloName();
}
