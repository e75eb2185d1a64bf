using Orleans;
using Orleans.Concurrency;

namespace StandIns.Tests.Silos;

[Reentrant]
public class ReentrantGrain : Grain, IReentrantGrain
{
    private readonly TaskCompletionSource _released = new();

    public Task Wait() => _released.Task;

    public Task Release()
    {
        _released.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task<int> CallBack(int depth) => depth == 0 ? 0 : 1 + await this.AsReference<IReentrantGrain>().CallBack(depth - 1);
}
