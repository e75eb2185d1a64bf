using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Pods;

/// <summary>A step for one container of a pod.</summary>
/// <param name="Container">The container's name; empty for the sandbox.</param>
/// <param name="Step">What to do.</param>
public sealed record PlannedStep(string Container, ContainerStep Step);
