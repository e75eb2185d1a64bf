using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Faults;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;
using Orchestrator.Simulations.Workload;

namespace Orchestrator.Simulations.Running;

/// <summary>
/// One run: a cluster comes up, users and misfortune act on it, and then, with nothing going wrong any more, it has to come to what the users want by itself.
/// </summary>
internal sealed class Scenario
{
    /// <summary>How long the cluster may take at the end.</summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(10);

    // Their period is five minutes.
    private static readonly TimeSpan RemindersTickWithin = TimeSpan.FromMinutes(8);

    // Whatever was sent before is done or given up after this.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(60);

    private readonly Cluster _cluster;
    private readonly Simulation _simulation;
    private readonly Rules _rules;
    private readonly Troubles _troubles;
    private readonly List<User> _users;

    public Scenario(Cluster cluster)
    {
        (_cluster, _simulation) = (cluster, cluster.Simulation);
        var random = _simulation.Random;
        var (controls, workers) = (1 + random.Next(3), 1 + random.Next(3));
        for (var i = 0; i < controls; i++)
        {
            cluster.Add($"control-{i}", isControl: true, isWorker: random.Next(3) == 0);
        }

        for (var i = 0; i < workers; i++)
        {
            cluster.Add($"worker-{i}", isControl: false, isWorker: true);
        }

        _troubles = new Troubles(_simulation);
        _rules = new Rules(cluster, _troubles);
        _users = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(i => new User(cluster, _rules, $"web-{i}"))];
    }

    public async Task RunAsync()
    {
        foreach (var machine in _cluster.Machines)
        {
            _simulation.After(TimeSpan.FromSeconds(_simulation.Random.NextDouble() * 3), machine.Start);
        }

        await _simulation.DelayAsync(TimeSpan.FromSeconds(10));
        var until = _simulation.Time.Now + TimeSpan.FromSeconds(20 + _simulation.Random.Next(100)).Ticks;
        await Task.WhenAll([new Misfortune(_cluster, _troubles).ActAsync(until), .. _users.Select(user => user.ActAsync(until))]);
        _simulation.Note("world", "all is well from now on");
        var calm = _simulation.Time.Now;
        await _simulation.DelayAsync(Calm);
        await SettleAsync();
        await _simulation.DelayAsync(RemindersTickWithin - TimeSpan.FromTicks(Math.Min(_simulation.Time.Now - calm, RemindersTickWithin.Ticks)));
        if (ReminderRules.WhatIsSilent(_cluster, calm) is { } silent)
        {
            _simulation.Fail($"invariant 7: {silent}");
        }
    }

    private async Task SettleAsync()
    {
        var latest = _simulation.Time.Now + SettlesWithin.Ticks;
        var insisting = Task.WhenAll(_users.Select(user => user.InsistAsync()));
        string? missing = "users have no answer yet";
        while (missing is not null && _simulation.Time.Now < latest)
        {
            await _simulation.DelayAsync(TimeSpan.FromSeconds(1));
            _rules.CheckEngines();
            missing = insisting.IsCompleted ? Settled.WhatIsMissing(_cluster, Wanted()) : "users have no answer yet";
        }

        if (missing is not null)
        {
            _simulation.Fail($"invariant 7: {SettlesWithin.TotalMinutes:0} minutes after the last fault {missing}");
        }
    }

    private Dictionary<string, (int Replicas, string Image)> Wanted() => _users
        .Where(user => user.Wish is not null)
        .ToDictionary(user => user.Name, user => (user.Wish!.Replicas, user.Wish.Image), StringComparer.Ordinal);
}
