using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>Files to copy out of a container of a pod, or into one, as a tar archive.</summary>
/// <param name="PodUid">Uid of the pod.</param>
/// <param name="Container">Name of the container, which need not run.</param>
/// <param name="Path">What to read: a file or folder. What to write to: a folder that is there.</param>
[Immutable]
public sealed record ArchiveRequest(string PodUid, string Container, string Path);
