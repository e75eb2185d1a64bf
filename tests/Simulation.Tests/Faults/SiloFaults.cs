using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>Silos that end, stop for a while, or have a wrong clock.</summary>
internal sealed class SiloFaults(Cluster cluster, Troubles troubles) : Fault(cluster)
{
    public Task CrashAsync() => EndAsync(0.5, 8);

    /// <summary>A machine that is gone for long enough to be given up.</summary>
    public Task StayAwayAsync() => EndAsync(30, 120);

    public async Task FreezeAsync()
    {
        var machine = AnyMachine();
        if (machine.Process is { } process)
        {
            Say($"{machine.Name} is frozen");
            troubles.Begin(machine.Name);
            process.Freeze();
            await LastAsync(0.2, 15);
            process.Thaw();
            troubles.End(machine.Name);
        }
    }

    public async Task RestartAsync()
    {
        var machine = AnyMachine();
        troubles.Begin(machine.Name);
        await machine.RestartAsync(Between(0.5, 5));
        await LastAsync(5, 6);
        troubles.End(machine.Name);
    }

    public async Task JumpClockAsync()
    {
        var machine = AnyMachine();
        var by = TimeSpan.FromSeconds((Random.NextDouble() - 0.5) * 7200);
        Say($"the clock of {machine.Name} jumps by {by}");
        machine.JumpClock(by);
        await LastAsync(5, 40);
        machine.JumpClock(-by);
    }

    private async Task EndAsync(double least, double most)
    {
        var machine = AnyMachine();
        var away = Between(least, most);
        troubles.Begin(machine.Name);
        machine.Crash(away);
        await Simulation.DelayAsync(away);
        troubles.End(machine.Name);
    }
}
