namespace Orchestrator.Simulations.Kernel;

/// <summary>
/// The time of a simulation, and what waits for it. While anything can run it stands, but for a microsecond each time that somebody looks at it: whoever looks again
/// and again until a moment is over gets there.
/// </summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Wait, (long Due, long Order)> _waits = new();
    private readonly Random _random;

    public VirtualTime(Random random) => _random = random;

    /// <summary>Where every simulation begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Ticks since the start.</summary>
    public long Now { get; private set; }

    /// <summary>Ticks since the start, for somebody whose look takes a moment.</summary>
    public long Look() => Now += TimeSpan.TicksPerMicrosecond;

    /// <summary>Has something happen at a time. Of what happens at the same time, chance decides which is first.</summary>
    public Wait At(long due, SimulatedProcess process, Action action)
    {
        var wait = new Wait(process, action);
        _waits.Enqueue(wait, (Math.Max(due, Now), _random.Next()));
        return wait;
    }

    /// <summary>Goes to the next time at which something happens, at the latest to the one given. False where nothing happens until then.</summary>
    public bool GoOn(long latest)
    {
        while (_waits.TryPeek(out var wait, out var at))
        {
            if (wait.IsOver || wait.Process.IsDead)
            {
                _waits.Dequeue();
                continue;
            }

            if (at.Due > latest)
            {
                break;
            }

            Now = Math.Max(Now, at.Due);
            _waits.Dequeue();
            wait.End();
            return true;
        }

        return false;
    }

    /// <summary>Something that happens at a time, unless it is called off before.</summary>
    internal sealed class Wait(SimulatedProcess process, Action action)
    {
        public SimulatedProcess Process => process;

        public bool IsOver { get; private set; }

        public void CallOff() => IsOver = true;

        public void End()
        {
            IsOver = true;
            process.Post(action);
        }
    }
}
