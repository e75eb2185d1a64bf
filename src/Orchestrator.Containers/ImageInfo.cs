namespace Orchestrator.Containers;

/// <summary>An image that an engine has.</summary>
/// <param name="Id">The image's content id (<c>sha256:...</c>).</param>
/// <param name="Digests">References by digest under which registries know it.</param>
/// <param name="User">The user that the image says, or an empty string.</param>
/// <param name="SizeBytes">Size on disk in bytes.</param>
public sealed record ImageInfo(string Id, IReadOnlyList<string> Digests, string User, long SizeBytes);
