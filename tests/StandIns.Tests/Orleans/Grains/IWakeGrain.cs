using Orleans;

namespace StandIns.Tests.Silos;

public interface IWakeGrain : IResourceGrain<Note>, IRemindable
{
    Task Register(string name, TimeSpan dueTime, TimeSpan period);

    Task Unregister(string name);

    Task<bool> Has(string name);

    Task<int> Ticks(string name);

    Task<int> TicksAtOnceMax();

    Task<bool> TickTimesAreSound();

    Task<int> StartTimer(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive);

    Task<int> TimerTicks();

    Task StopTimer();

    Task FailNextTimerTicks();

    Task<Guid> Activation();

    Task<int> BlockUntilTimerTicks(int ticks);
}
