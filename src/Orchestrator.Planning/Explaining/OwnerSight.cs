namespace Orchestrator.Planning.Explaining;

/// <summary>The object that controls a pod, as it was found.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Found">Whether it is there.</param>
/// <param name="Wanted">How many pods it wants; null where it does not say.</param>
/// <param name="Ready">How many of them are ready; null where it does not say.</param>
public sealed record OwnerSight(string Kind, string Name, bool Found, int? Wanted = null, int? Ready = null);
