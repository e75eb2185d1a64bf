using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pressure;

/// <summary>A container that runs on this node.</summary>
/// <param name="Spec">What is wanted of it.</param>
/// <param name="Id">The engine's id of it.</param>
/// <param name="ProcessId">Its first process.</param>
/// <param name="LogPath">The file that its output goes to; empty where that is not known.</param>
/// <param name="WritableFolder">The folder of its own layer; empty where that is not known.</param>
public sealed record ContainerOnNode(Container Spec, string Id, int ProcessId, string LogPath, string WritableFolder);
