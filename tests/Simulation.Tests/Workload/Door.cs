using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;
using Orleans;

namespace Orchestrator.Simulations.Workload;

/// <summary>
/// How people reach the cluster: over whichever machine answers, and not for ever. What was not acknowledged may have happened or not, or happen later; they find out by
/// reading, as people do.
/// </summary>
internal sealed class Door(Cluster cluster, string who)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Asks once. False where nobody answered, or not well, or too late.</summary>
    public async Task<bool> TryAsync(string what, Func<IGrainFactory, Task> ask)
    {
        var machines = cluster.Machines.Where(machine => machine.Grains is not null).ToList();
        if (machines.Count == 0)
        {
            return false;
        }

        var machine = machines[cluster.Simulation.Random.Next(machines.Count)];
        var (process, grains) = (machine.Process!, machine.Grains!);
        var call = process.RunAsync(() => ask(grains));
        await Task.WhenAny(call, cluster.Simulation.DelayAsync(Patience));
        cluster.Simulation.Note("user", $"{who} over {machine.Name}: {what} {call.Status} {call.Exception?.InnerException?.Message}");
        return call.IsCompletedSuccessfully;
    }

    /// <summary>Asks again until it is done.</summary>
    public async Task InsistAsync(Func<Task<bool>> ask)
    {
        while (!await ask())
        {
            await cluster.Simulation.DelayAsync(Pause);
        }
    }
}
