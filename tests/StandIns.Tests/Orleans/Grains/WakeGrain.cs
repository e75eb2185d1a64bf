using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public class WakeGrain : Grain, IWakeGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private readonly Dictionary<string, int> _ticks = [];
    private IGrainTimer? _timer;
    private Note? _note;
    private bool _sound = true;
    private bool _failing;
    private int _atOnce;
    private int _atOnceMax;
    private int _timerTicks;

    public Task Put(Note resource)
    {
        _note = resource;
        return Task.CompletedTask;
    }

    public Task<Note?> Get() => Task.FromResult(_note);

    public Task Register(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Unregister(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _atOnceMax = Math.Max(_atOnceMax, ++_atOnce);
        _sound &= status.CurrentTickTime >= status.FirstTickTime && status.Period > TimeSpan.Zero;
        await Task.Delay(20);
        _ticks[reminderName] = _ticks.GetValueOrDefault(reminderName) + 1;
        _atOnce--;
    }

    public Task<int> Ticks(string name) => Task.FromResult(_ticks.GetValueOrDefault(name));

    public Task<int> TicksAtOnceMax() => Task.FromResult(_atOnceMax);

    public Task<bool> TickTimesAreSound() => Task.FromResult(_sound);

    public Task<int> StartTimer(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(
            _ =>
            {
                _timerTicks++;
                return _failing ? throw new InvalidOperationException("The tick fails.") : Task.CompletedTask;
            },
            new GrainTimerCreationOptions { DueTime = dueTime, Period = period, Interleave = interleave, KeepAlive = keepAlive });
        return Task.FromResult(_timerTicks);
    }

    public Task<int> TimerTicks() => Task.FromResult(_timerTicks);

    public Task StopTimer()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task FailNextTimerTicks()
    {
        _failing = true;
        return Task.CompletedTask;
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public async Task<int> BlockUntilTimerTicks(int ticks)
    {
        while (_timerTicks < ticks)
        {
            await Task.Delay(10);
        }

        return _timerTicks;
    }
}
