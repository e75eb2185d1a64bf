using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>Every stored reminder ticks, wherever its grain lives by now: what nothing else wakes is woken by it (invariant 7).</summary>
internal static class ReminderRules
{
    /// <summary>A reminder that has not ticked since then, though it was due at least once; null where there is none.</summary>
    public static string? WhatIsSilent(Cluster cluster, long since)
    {
        var span = TimeSpan.FromTicks(cluster.Simulation.Time.Now - since);
        var silent = cluster.Database.Reminders.All.FirstOrDefault(row =>
            row.Period + Slack < span && cluster.LastTickOf(row.GrainId) < since && row.StartAt + Slack < cluster.Simulation.World.Clock.GetUtcNow());
        return silent is null ? null : $"the reminder {silent.ReminderName} of {silent.GrainId.Key} has not ticked for {span.TotalSeconds:0} s";
    }

    // A silo reads the table anew now and then, and reminders may be late.
    private static TimeSpan Slack { get; } = TimeSpan.FromSeconds(75);
}
