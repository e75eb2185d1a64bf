namespace Orchestrator.Containers;

/// <summary>A bridge network that an engine has.</summary>
public sealed record NetworkInfo(string Id, string Name, string Subnet, string Gateway);
