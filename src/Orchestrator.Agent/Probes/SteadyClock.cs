namespace Orchestrator.Agent.Probes;

/// <summary>A clock that goes on evenly when the machine's time is set: periods would otherwise stretch or be skipped.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _begin = time.GetUtcNow();
    private readonly long _beginTimestamp = time.GetTimestamp();

    /// <summary>What it is read from.</summary>
    public TimeProvider Time => time;

    /// <summary>Its time now, which need not be the machine's.</summary>
    public DateTimeOffset Now => _begin + time.GetElapsedTime(_beginTimestamp);

    /// <summary>Its time for a past moment of the machine's time.</summary>
    public DateTimeOffset At(DateTimeOffset moment)
    {
        var age = time.GetUtcNow() - moment;
        return age > TimeSpan.Zero ? Now - age : Now;
    }
}
