namespace Orchestrator.Contracts.Reading;

/// <summary>A list of resources, or one page of it.</summary>
/// <param name="ResourceVersion">The version at which the list is complete.</param>
/// <param name="Items">The resources, by namespace and name.</param>
/// <param name="Continue">Goes on with the next page; null at the end.</param>
/// <param name="Remaining">How many items follow this page; null at the end or where it was not counted.</param>
public sealed record ResourceList(long ResourceVersion, IReadOnlyList<StoredResource> Items, string? Continue, long? Remaining);
