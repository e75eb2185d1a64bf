namespace Orchestrator.Containers;

/// <summary>Something that happened to a container. It says which container to look at; what is true now is what the engine answers then.</summary>
/// <param name="Type">What happened.</param>
/// <param name="ContainerId">Which container; empty for <see cref="ContainerEventType.Connected"/>.</param>
/// <param name="Labels">Its labels.</param>
public sealed record ContainerEvent(ContainerEventType Type, string ContainerId, IReadOnlyDictionary<string, string> Labels);
