using Orleans;
using Orleans.Concurrency;

namespace StandIns.Tests.Silos;

public interface ITurnGrain : IGrainWithStringKey
{
    Task<int> Increment();

    Task Append(int number);

    Task<List<int>> Appended();

    Task<bool> TurnsStayOnOneScheduler();

    Task<bool> TaskRunLeavesTheScheduler();

    Task WaitForRelease();

    [AlwaysInterleave]
    Task<int> Waiting();

    [AlwaysInterleave]
    Task Release();

    [ReadOnly]
    Task<int> Meet(int expected);

    [OneWay]
    Task Forget(int number);

    [OneWay]
    Task FailUnseen();

    Task<string> Refuse(string field, int code);

    ValueTask<int> Twice(int number);

    Task<Draft> Keep(Draft draft);

    Task<Draft> Kept();

    Task<Note> Same(Note note);

    Task<string> KeyOf(ITurnGrain other);

    Task<string> OwnKeyThroughReference();

    Task Hang();

    Task<bool> WaitForCancellation(CancellationToken cancellationToken);

    [AlwaysInterleave]
    Task<bool> WasCancelled();

    Task<string?> ContextValue(string name);

    Task<string?> ContextValueOfOther(string name, string other);

    Task<int> Delayed();

    [AlwaysInterleave]
    Task<string> SiloName();

    Task<(int Number, Note Note)> Pair(int number, Note note);

    Task<string> FailPlainly(string text);

    Task<object> Echo(object value);

    Task<int> AddAllOf(IReadOnlyList<int> numbers);

    Task<string> FailOddly(string text);

    Task<string> FailUnreadably(string text);
}
