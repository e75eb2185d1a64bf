namespace Orchestrator.Contracts.Reading;

/// <summary>A list of resources, or one page of it.</summary>
/// <param name="ResourceVersion">The version at which the list is complete: it is exactly the state as of that version, in all its pages.</param>
/// <param name="Items">The resources, by namespace and name.</param>
/// <param name="Continue">Goes on with the next page; null at the end.</param>
/// <param name="Remaining">How many items follow this page; null at the end or where it was not counted.</param>
/// <param name="StaleBecause">
/// A sentence that says why writes acknowledged before the call may be missing, or null where none are: a transaction that has been open for long on the
/// same server holds the complete history back. Whoever would act on an absence must not do so on a stale list.
/// </param>
public sealed record ResourceList(
    long ResourceVersion, IReadOnlyList<StoredResource> Items, string? Continue, long? Remaining, string? StaleBecause = null);
