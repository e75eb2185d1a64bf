namespace Orchestrator.Planning.Scheduling.Gangs;

/// <summary>How many pods of a group have done their work on a node and are listed there still.</summary>
/// <param name="Namespace">The pods' namespace.</param>
/// <param name="Name">The group's name.</param>
/// <param name="Pods">How many.</param>
public sealed record GangSuccess(string Namespace, string Name, int Pods);
