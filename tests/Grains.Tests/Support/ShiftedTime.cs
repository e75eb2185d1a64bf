namespace Orchestrator.Grains.Tests.Support;

/// <summary>The real clock with a shift that a test can raise: time that nobody has to wait for. Timers run in real time.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;
    private long _setBackTicks;
    private long _heldAt;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks) - Interlocked.Read(ref _setBackTicks));

    public override long GetTimestamp() => (Interlocked.Read(ref _heldAt) is var held and not 0 ? held : System.GetTimestamp()) + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks)).TotalSeconds * TimestampFrequency);

    /// <summary>From now on the steady clock goes on only where a test lets time pass, so that nothing is over because the machine was slow.</summary>
    public void Hold() => Interlocked.Exchange(ref _heldAt, System.GetTimestamp());

    /// <summary>The steady clock goes on by itself again.</summary>
    public void Release() => Interlocked.Exchange(ref _heldAt, 0);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _shiftTicks, time.Ticks);

    /// <summary>Somebody sets the wall clock back, which the steady clock does not know of.</summary>
    public void SetBack(TimeSpan time) => Interlocked.Add(ref _setBackTicks, time.Ticks);
}
