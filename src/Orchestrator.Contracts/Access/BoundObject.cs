namespace Orchestrator.Contracts.Access;

/// <summary>The object with whose end a token ends.</summary>
/// <param name="ApiVersion">API group and version of its kind.</param>
/// <param name="Kind">Pod or Secret.</param>
/// <param name="Name">Its name; its namespace is that of the service account.</param>
/// <param name="Uid">Its uid.</param>
public sealed record BoundObject(string ApiVersion, string Kind, string Name, string Uid);
