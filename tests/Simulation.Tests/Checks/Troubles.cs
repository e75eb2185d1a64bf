using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Checks;

/// <summary>Which machines had trouble of their own lately: for that they may be given up. An outage that all have is nobody's own.</summary>
internal sealed class Troubles(Simulation simulation)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, int> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _until = new(StringComparer.Ordinal);

    public void Begin(string machine) => _now[machine] = _now.GetValueOrDefault(machine) + 1;

    public void End(string machine)
    {
        _now[machine]--;
        _until[machine] = simulation.Time.Now;
    }

    /// <summary>Whether any machine has had trouble lately.</summary>
    public bool HasAnybodyHad() => _now.Values.Any(count => count > 0) || _until.Values.Any(until => simulation.Time.Now - until < 2 * Lately.Ticks);

    public bool HasHad(string machine) =>
        _now.GetValueOrDefault(machine) > 0 || (_until.TryGetValue(machine, out var until) && simulation.Time.Now - until < Lately.Ticks);
}
