using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public class SequenceGrain : Grain, ISequenceGrain
{
    private int _ended;
    private int _count;

    public async IAsyncEnumerable<int> Numbers(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Task.Yield();
            yield return number;
        }
    }

    public async IAsyncEnumerable<Note> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return new Note("first", 0);
            yield return new Note("second", 1);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            _ended++;
        }
    }

    public async IAsyncEnumerable<int> FailsAfter(int count)
    {
        await foreach (var number in Numbers(count))
        {
            yield return number;
        }

        throw new RefusedException("No more numbers.") { Field = "numbers", Code = count };
    }

    public Task<int> Ended() => Task.FromResult(_ended);

    public Task<int> Increment() => Task.FromResult(++_count);

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> SiloName() => Task.FromResult(ServiceProvider.GetRequiredService<ILocalSiloDetails>().Name);
}
