using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Control;

/// <summary>A way to lose a silo of the control plane, and the way back.</summary>
/// <param name="Name">As figures are called.</param>
/// <param name="TargetSeconds">How soon every write is to be accepted again.</param>
/// <param name="Begin">What happens to the silo.</param>
/// <param name="End">What makes it good again; if it has ended by then, it is started.</param>
internal sealed record ControlMishap(string Name, double TargetSeconds, Func<Silo, Task> Begin, Action<Silo> End)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ControlMishap> All { get; } =
    [
        new("control-killed", 3, silo => silo.Orc.KillAsync(), _ => { }),
        new("control-frozen", 6, Freeze, silo => silo.Orc.Thaw()),
    ];

    private static Task Freeze(Silo silo)
    {
        silo.Orc.Freeze();
        return Task.CompletedTask;
    }
}
