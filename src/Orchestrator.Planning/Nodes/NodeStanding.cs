namespace Orchestrator.Planning.Nodes;

/// <summary>A node among the others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Its zone (label <c>topology.kubernetes.io/zone</c>); empty where it has none.</param>
/// <param name="IsReady">Whether it is ready.</param>
public sealed record NodeStanding(string Name, string Zone, bool IsReady);
