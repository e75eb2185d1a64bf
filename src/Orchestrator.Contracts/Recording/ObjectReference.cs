namespace Orchestrator.Contracts.Recording;

/// <summary>The object that an Event is about.</summary>
/// <param name="ApiVersion">Its API version, such as <c>apps/v1</c>.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
public sealed record ObjectReference(string ApiVersion, string Kind, string Namespace, string Name, string Uid);
