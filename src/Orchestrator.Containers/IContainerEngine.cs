namespace Orchestrator.Containers;

/// <summary>
/// A container engine on this machine: what a node agent needs of one, and no more. Every method that fails throws <see cref="EngineException"/>,
/// whose <see cref="EngineException.Fault"/> says what a caller can do about it.
/// </summary>
public interface IContainerEngine
{
    /// <summary>What the engine is and what its machine has.</summary>
    Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes sure that a bridge network of this name exists, with this subnet; returns what is there. Another network with this name, or one whose subnet
    /// overlaps, is <see cref="EngineFault.Conflict"/>.
    /// </summary>
    Task<NetworkInfo> EnsureNetworkAsync(NetworkSpec network, CancellationToken cancellationToken);

    /// <summary>Removes a network; nothing happens where there is none.</summary>
    Task RemoveNetworkAsync(string name, CancellationToken cancellationToken);

    /// <summary>The image of this reference on this machine, or null where it has to be pulled.</summary>
    Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Pulls an image; returns when it is complete. The engine's own sentence is in the exception's message when it fails.</summary>
    Task<ImageInfo> PullImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a container and returns its id. A taken name is <see cref="EngineFault.Conflict"/>, a missing image <see cref="EngineFault.NotFound"/>.
    /// </summary>
    Task<string> CreateContainerAsync(ContainerSpec container, CancellationToken cancellationToken);

    /// <summary>Starts a created container; nothing happens when it runs already.</summary>
    Task StartContainerAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Sends SIGTERM (or the image's stop signal), waits out the grace (in whole seconds, rounded up; none means SIGKILL at once), then sends SIGKILL.
    /// Nothing happens when it is stopped or gone.
    /// </summary>
    Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Kills and removes a container; nothing happens when it is gone.</summary>
    Task RemoveContainerAsync(string id, CancellationToken cancellationToken);

    /// <summary>The container of this id or name, or null where there is none.</summary>
    Task<ContainerInfo?> FindContainerAsync(string idOrName, CancellationToken cancellationToken);

    /// <summary>All containers, running or not, that carry all of these labels.</summary>
    Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>
    /// Events of containers that carry all of these labels, from now on, until cancelled. The first item, of type
    /// <see cref="ContainerEventType.Connected"/>, says that the stream is open: what is listed after it misses nothing. Ends with an
    /// <see cref="EngineException"/> when the engine goes away.
    /// </summary>
    IAsyncEnumerable<ContainerEvent> WatchAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>
    /// A container's output, stdout and stderr in the order of the engine, as it was written. The memory stays the reader's. A stream that breaks ends with an
    /// <see cref="EngineException"/> and not as if the output were complete.
    /// </summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLogsAsync(string id, LogOptions options, CancellationToken cancellationToken);
}
