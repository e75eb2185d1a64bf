namespace Orchestrator.Grains.Tests.Support;

/// <summary>The real clock with a shift that a test can raise: time that nobody has to wait for. Timers run in real time.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;
    private long _setBackTicks;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks) - Interlocked.Read(ref _setBackTicks));

    public override long GetTimestamp() => System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks)).TotalSeconds * TimestampFrequency);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _shiftTicks, time.Ticks);

    /// <summary>Somebody sets the wall clock back, which the steady clock does not know of.</summary>
    public void SetBack(TimeSpan time) => Interlocked.Add(ref _setBackTicks, time.Ticks);
}
