namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>An amount of a resource that a pod takes.</summary>
/// <param name="Resource">The resource's number.</param>
/// <param name="Amount">More than zero.</param>
/// <param name="Name">The resource's name.</param>
internal readonly record struct ResourceAsk(int Resource, long Amount, string Name);
