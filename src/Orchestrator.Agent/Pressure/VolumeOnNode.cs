namespace Orchestrator.Agent.Pressure;

/// <summary>An emptyDir on this node.</summary>
/// <param name="Name">The volume's name in the pod.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="LimitBytes">Its size limit; null is none.</param>
/// <param name="OnDisk">Whether it is on disk, and not in memory.</param>
public sealed record VolumeOnNode(string Name, string Folder, long? LimitBytes, bool OnDisk);
