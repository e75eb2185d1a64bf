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

    // What matters most has room in any case: five replicas, two more while they are replaced, and two pods that must not run twice.
    private const int UrgentMax = 9;

    private readonly Cluster _cluster;
    private readonly Simulation _simulation;
    private readonly Rules _rules;
    private readonly Troubles _troubles;
    private readonly List<User> _users;
    private readonly List<OnceUser> _onceUsers;
    private readonly List<Drainer> _drainers;
    private readonly List<GroupUser> _groupUsers;

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
        Furnishing.AddPriorityClass(cluster);
        _onceUsers = [.. Enumerable.Range(0, random.Next(3)).Select(i => new OnceUser(cluster, $"once-{i}", random.Next(2) == 0 ? Furnishing.Urgent : null))];
        _drainers = [.. Enumerable.Range(0, random.Next(3)).Select(i => new Drainer(cluster, $"drainer-{i}"))];
        _rules = new Rules(cluster, _troubles, _onceUsers.Select(user => user.Name).ToHashSet(StringComparer.Ordinal));
        var isScarce = random.Next(2) == 0;
        _users = [.. Enumerable.Range(0, isScarce ? 3 : 1 + random.Next(3)).Select(i => new User(cluster, _rules, $"web-{i}", i == 0 ? Furnishing.Urgent : null))];
        foreach (var user in _users.Where(_ => random.Next(3) > 0))
        {
            Furnishing.AddBudget(cluster, user.Name);
        }

        if (isScarce)
        {
            cluster.RoomOfMachine = (UrgentMax + random.Next(3) + cluster.Workers.Count() - 1) / cluster.Workers.Count();
        }

        _groupUsers = [.. Groups(random).Select((kind, i) => new GroupUser(cluster, $"group-{i}", kind))];
    }

    public async Task RunAsync()
    {
        foreach (var machine in _cluster.Machines)
        {
            _simulation.After(TimeSpan.FromSeconds(_simulation.Random.NextDouble() * 3), machine.Start);
        }

        await _simulation.DelayAsync(TimeSpan.FromSeconds(10));
        var until = _simulation.Time.Now + TimeSpan.FromSeconds(20 + _simulation.Random.Next(100)).Ticks;
        _onceUsers.ForEach(user => _ = user.ActAsync(until));
        _groupUsers.ForEach(user => _ = user.ActAsync(until));
        await Task.WhenAll(
            [new Misfortune(_cluster, _troubles).ActAsync(until), .. _users.Select(user => user.ActAsync(until)), .. _drainers.Select(drainer => drainer.ActAsync(until))]);
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
        _drainers.ForEach(drainer => _ = drainer.KeepAsync());
        string? missing = "users have no answer yet";
        while (missing is not null && _simulation.Time.Now < latest)
        {
            await _simulation.DelayAsync(TimeSpan.FromSeconds(1));
            _rules.CheckEngines();
            missing = insisting.IsCompleted ? Settled.WhatIsMissing(_cluster, Wanted(), [.. _onceUsers.Select(user => user.Name)], _groupUsers) : "users have no answer yet";
        }

        if (missing is not null)
        {
            _simulation.Fail($"invariant 7: {SettlesWithin.TotalMinutes:0} minutes after the last fault {missing}");
        }
    }

    private static GroupKind[] Groups(Random random) => random.Next(4) switch
    {
        0 => [],
        1 => [GroupKind.Small],
        2 => [GroupKind.TooLarge, GroupKind.Small],
        _ => [GroupKind.Rival, GroupKind.Rival],
    };

    private List<Wanted> Wanted() =>
        [.. _users.Where(user => user.Wish is not null).Select(user => new Wanted(user.Name, user.Wish!.Replicas, user.Wish.Image, user.IsUrgent))];
}
