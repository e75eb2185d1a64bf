using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public class TurnGrain : Grain, ITurnGrain
{
    private readonly List<int> _appended = [];
    private readonly TaskCompletionSource _released = new();
    private readonly TaskCompletionSource _met = new();
    private Draft _draft = new();
    private bool _cancelled;
    private int _count;
    private int _waiting;

    public async Task<int> Increment()
    {
        var before = _count;
        await Task.Yield();
        _count = before + 1;
        return _count;
    }

    public Task Append(int number)
    {
        _appended.Add(number);
        return Task.CompletedTask;
    }

    public Task<List<int>> Appended() => Task.FromResult(_appended);

    public async Task<bool> TurnsStayOnOneScheduler()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Delay(1);
        var started = await Task.Factory.StartNew(() => TaskScheduler.Current);
        return scheduler != TaskScheduler.Default && TaskScheduler.Current == scheduler && started == scheduler;
    }

    public async Task<bool> TaskRunLeavesTheScheduler()
    {
        var scheduler = TaskScheduler.Current;
        var other = await Task.Run(() => TaskScheduler.Current);
        return other == TaskScheduler.Default && TaskScheduler.Current == scheduler;
    }

    public async Task WaitForRelease()
    {
        _waiting++;
        await _released.Task;
        _waiting--;
    }

    public Task<int> Waiting() => Task.FromResult(_waiting);

    public Task Release()
    {
        _released.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task<int> Meet(int expected)
    {
        if (++_count == expected)
        {
            _met.SetResult();
        }

        await _met.Task;
        return _count;
    }

    public async Task Forget(int number)
    {
        await _released.Task;
        _appended.Add(number);
    }

    public Task FailUnseen() => throw new RefusedException("Nobody sees this.");

    public async Task<string> Refuse(string field, int code)
    {
        await Task.Yield();
        throw new RefusedException($"{field} is wrong.") { Field = field, Code = code };
    }

    public ValueTask<int> Twice(int number) => ValueTask.FromResult(number * 2);

    public Task<Draft> Keep(Draft draft)
    {
        _draft = draft;
        return Task.FromResult(draft);
    }

    public Task<Draft> Kept() => Task.FromResult(_draft);

    public Task<Note> Same(Note note) => Task.FromResult(note);

    public Task<string> KeyOf(ITurnGrain other) => Task.FromResult(other.GetPrimaryKeyString());

    public async Task<string> OwnKeyThroughReference() =>
        await GrainFactory.GetGrain<ITurnGrain>("helper").KeyOf(this.AsReference<ITurnGrain>());

    public Task Hang() => new TaskCompletionSource().Task;

    public async Task<bool> WaitForCancellation(CancellationToken cancellationToken)
    {
        _waiting++;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled = true;
            throw;
        }

        return false;
    }

    public Task<bool> WasCancelled() => Task.FromResult(_cancelled);

    public Task<string?> ContextValue(string name)
    {
        var value = RequestContext.Get(name) as string;
        RequestContext.Set(name, "changed by the callee");
        return Task.FromResult(value);
    }

    public Task<string?> ContextValueOfOther(string name, string other) => GrainFactory.GetGrain<ITurnGrain>(other).ContextValue(name);

    public async Task<int> Delayed()
    {
        await Task.Delay(1);
        return ++_count;
    }

    public Task<string> SiloName() => Task.FromResult(ServiceProvider.GetRequiredService<ILocalSiloDetails>().Name);

    public Task<(int Number, Note Note)> Pair(int number, Note note) => Task.FromResult((number, note));

    public Task<string> FailPlainly(string text) => throw new InvalidOperationException(text);

    public Task<object> Echo(object value) => Task.FromResult(value);

    public Task<int> AddAllOf(IReadOnlyList<int> numbers) => Task.FromResult(numbers.Sum());

    public Task<string> FailOddly(string text) => throw new OddException(text);

    public Task<string> FailUnreadably(string text) => throw new UnreadableException(text);
}
