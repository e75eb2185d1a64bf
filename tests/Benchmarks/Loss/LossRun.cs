using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>Loses a machine of ours again and again, then the same of Docker Swarm's, on machines made alike.</summary>
internal static class LossRun
{
    // The same moments in each run.
    private const int Seed = 20;
    private const int HeartbeatSeconds = 1;
    private const int Machines = 3;

    /// <summary>Takes all samples of one mishap.</summary>
    public static async Task<LossOutcome> TakeAsync(Mishap mishap, int rounds, CancellationToken cancellationToken)
    {
        var outcome = new LossOutcome();
        var template = await OurMachines.UseAsync(new MachineClusterOptions { Workers = Machines }, ours => OursAsync(ours, outcome, mishap, rounds, cancellationToken), cancellationToken);
        await using var network = await MachineNetwork.CreateAsync(Machines, liveRestore: false);
        using var swarm = await SwarmOfMachines.CreateAsync(network.Machines, template, cancellationToken);
        var trial = new LossTrial(network.Machines, new Random(Seed));
        for (var round = 0; round < rounds; round++)
        {
            outcome.Swarm.Add(await trial.TakeAsync(swarm, mishap, cancellationToken));
        }

        await swarm.SetHeartbeatAsync(HeartbeatSeconds, cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            outcome.QuickSwarm.Add(await trial.TakeAsync(swarm, mishap, cancellationToken));
        }

        return outcome;
    }

    private static async Task<JsonNode> OursAsync(OurMachines ours, LossOutcome outcome, Mishap mishap, int rounds, CancellationToken cancellationToken)
    {
        var trial = new LossTrial(ours.Cluster.Machines, new Random(Seed));
        await ours.SpreadAsync(ours.Engines.Count, cancellationToken);
        var template = await ours.Containers[0].InspectAsync((await ours.Containers[0].IdsAsync(runningOnly: true, cancellationToken))[0], cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            outcome.Ours.Add(await trial.TakeAsync(
                ours, mishap, async token => outcome.FloorSeconds.Add(await FloorAsync(ours.Engines, template, trial.Lost, token)), cancellationToken));
        }

        return template;
    }

    // What the engines of the machines that are left need for as many containers, beside those that they have.
    private static async Task<double> FloorAsync(IReadOnlyList<RawEngine> engines, JsonNode template, int count, CancellationToken cancellationToken)
    {
        var left = engines.Count - 1;
        var floors = new List<Floor>();
        try
        {
            foreach (var engine in engines.Take(left))
            {
                floors.Add(await Floor.CreateAsync(engine, template, cancellationToken));
            }

            var began = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(floors.Select((floor, index) => floor.RunAsync((count + index) / left, cancellationToken)));
            return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            foreach (var floor in floors)
            {
                await floor.DisposeAsync();
            }
        }
    }
}
