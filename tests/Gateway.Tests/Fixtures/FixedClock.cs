namespace Gateway.Tests.Fixtures;

/// <summary>A clock that stands, so that ages are known. Timers run as usual.</summary>
public sealed class FixedClock : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
