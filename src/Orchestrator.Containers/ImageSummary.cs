namespace Orchestrator.Containers;

/// <summary>An image in a list of all that an engine has.</summary>
/// <param name="Id">The image's content id (<c>sha256:...</c>).</param>
/// <param name="References">All names under which the engine knows it, by tag (<c>repository:tag</c>) and by digest (<c>repository@sha256:...</c>).</param>
/// <param name="SizeBytes">Size on disk in bytes, layers that it shares with others included.</param>
/// <param name="CreatedAt">When it was built, which says nothing about when it came to this machine.</param>
public sealed record ImageSummary(string Id, IReadOnlyList<string> References, long SizeBytes, DateTimeOffset CreatedAt);
