namespace Orchestrator.Simulations.Kernel;

/// <summary>How long things take: mostly little, now and then long.</summary>
internal static class Delays
{
    /// <summary>A time in milliseconds between two bounds; with a small chance a hundred times as long.</summary>
    public static TimeSpan Draw(Random random, double least, double most, double chanceOfLong = 0.005)
    {
        var milliseconds = least + (random.NextDouble() * (most - least));
        return TimeSpan.FromMilliseconds(random.NextDouble() < chanceOfLong ? 100 * milliseconds : milliseconds);
    }

    /// <summary>Has the world do something later.</summary>
    public static void After(this Simulation simulation, TimeSpan delay, Action action) =>
        simulation.Time.At(simulation.Time.Now + delay.Ticks, simulation.World, action);

    /// <summary>Waits in virtual time; for the world's own scenarios.</summary>
    public static Task DelayAsync(this Simulation simulation, TimeSpan delay)
    {
        var done = new TaskCompletionSource();
        simulation.After(delay, done.SetResult);
        return done.Task;
    }
}
