using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>A way to lose a machine, and the way back.</summary>
/// <param name="Name">As figures are called.</param>
/// <param name="Begin">What happens to the machine.</param>
/// <param name="End">What makes it good again.</param>
/// <param name="Boots">Whether the machine boots then, with nothing running.</param>
internal sealed record Mishap(string Name, Func<Machine, Task> Begin, Func<Machine, Task> End, bool Boots)
{
    /// <summary>Every process on the machine is killed; then it boots.</summary>
    public static Mishap Killed { get; } = new("killed", machine => machine.CutPowerAsync(), machine => machine.BootAsync(), Boots: true);

    /// <summary>The cable is unplugged, and plugged in again. What runs goes on.</summary>
    public static Mishap Cut { get; } = new("cut", machine => machine.CutCableAsync(), machine => machine.HealCableAsync(), Boots: false);

    /// <summary>Everything on the machine is halted, and goes on.</summary>
    public static Mishap Frozen { get; } = new("frozen", machine => machine.FreezeAsync(), machine => machine.ThawAsync(), Boots: false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mishap> All { get; } = [Killed, Cut, Frozen];
}
