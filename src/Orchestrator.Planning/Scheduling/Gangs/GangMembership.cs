namespace Orchestrator.Planning.Scheduling.Gangs;

/// <summary>A pod's group, as the pod says it.</summary>
/// <param name="Name">The group's name within the namespace.</param>
/// <param name="MinMember">With fewer pods on nodes the group is of no use.</param>
/// <param name="TimeoutSeconds">After how long too few pods give their room back.</param>
public sealed record GangMembership(string Name, int MinMember, long TimeoutSeconds);
