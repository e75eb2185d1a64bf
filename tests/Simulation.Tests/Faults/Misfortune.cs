using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>What goes wrong, chosen by the seed: which kinds of trouble there are at all, when, with whom, and for how long.</summary>
internal sealed class Misfortune
{
    private readonly Cluster _cluster;
    private readonly Troubles _troubles;
    private readonly Random _random;
    private readonly List<Func<Task>> _kinds;

    public Misfortune(Cluster cluster, Troubles troubles)
    {
        (_cluster, _troubles, _random) = (cluster, troubles, cluster.Simulation.Random);
        var (silos, network, database, engines) = (
            new SiloFaults(cluster, troubles), new NetworkFaults(cluster, troubles), new DatabaseFaults(cluster, troubles), new EngineFaults(cluster));
        List<Func<Task>> all =
        [
            silos.CrashAsync, silos.FreezeAsync, silos.RestartAsync, silos.JumpClockAsync, silos.StayAwayAsync,
            network.CutOneWayAsync, network.CutBothWaysAsync, network.CutForLongAsync, network.SlowAsync,
            database.OutageAsync, database.CutOffAsync, database.SlowAsync,
            engines.RestartAsync, engines.SlowAsync, engines.FailAsync, engines.LoseEventsAsync, engines.EndProcessAsync, engines.TakeNameAsync,
        ];

        // Troubles of few kinds meet each other more often than those of many.
        _kinds = [.. all.Where(_ => _random.Next(3) > 0)];
    }

    /// <summary>Brings trouble until the time is over, and then ends all that is left of it.</summary>
    public async Task ActAsync(long until)
    {
        var simulation = _cluster.Simulation;
        var pending = new List<Task>();
        while (simulation.Time.Now < until && _kinds.Count > 0)
        {
            await simulation.DelayAsync(TimeSpan.FromSeconds(0.5 + (_random.NextDouble() * 12)));
            pending.Add(_kinds[_random.Next(_kinds.Count)]());
        }

        await Task.WhenAll(pending);
    }
}
