namespace Orchestrator.Containers;

/// <summary>
/// A container engine on this machine: what a node agent needs of one, and no more. Every method that fails throws <see cref="EngineException"/>,
/// whose <see cref="EngineException.Fault"/> says what a caller can do about it.
/// </summary>
public interface IContainerEngine
{
    /// <summary>Returns when the engine answers.</summary>
    Task PingAsync(CancellationToken cancellationToken);

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

    /// <summary>
    /// Pulls an image; returns when it is complete. A pull that makes no progress for long is ended as <see cref="EngineFault.PullStalled"/>. The engine's own
    /// sentence is in the exception's message when it fails.
    /// </summary>
    /// <param name="reference">The image, by tag or by digest; with neither it is <c>latest</c>.</param>
    /// <param name="credentials">Who pulls; null where nobody in particular.</param>
    /// <param name="progress">Told each step on the thread that reads it, so it has to be quick; null where nobody listens.</param>
    /// <param name="cancellationToken">Ends the pull.</param>
    Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Makes an image of one layer out of a tar archive of its file system. A reference that another image had is this one's afterwards.</summary>
    /// <param name="reference">Repository and tag.</param>
    /// <param name="archive">The archive; it is read to its end and stays the caller's.</param>
    /// <param name="changes">What the image says besides, as lines of a Dockerfile: <c>ENTRYPOINT ["/pause"]</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ImageInfo> ImportImageAsync(string reference, Stream archive, IReadOnlyList<string> changes, CancellationToken cancellationToken);

    /// <summary>All images, those without a name included, and without the layers in between.</summary>
    Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a reference from an image, and with its last one the image from the disk; given an id, takes all of its references. An image that a container was
    /// made of, whether it runs or not, is <see cref="EngineFault.Conflict"/>. Nothing happens where there is none.
    /// </summary>
    Task RemoveImageAsync(string referenceOrId, CancellationToken cancellationToken);

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

    /// <summary>
    /// Sends a signal (<c>SIGTERM</c>) to a container's first process. One that does not run is <see cref="EngineFault.Conflict"/>, one that is gone
    /// <see cref="EngineFault.NotFound"/>.
    /// </summary>
    Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken);

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

    /// <summary>
    /// Runs a further process in a running container. A container that does not run is <see cref="EngineFault.Conflict"/>; a program that cannot be run writes
    /// the reason to its output and ends with 126 or 127. Disposing of it before its end kills it, where the engine is on this machine and its processes can be
    /// seen; elsewhere it goes on without input and output.
    /// </summary>
    Task<IContainerProcess> ExecAsync(string id, ExecSpec process, CancellationToken cancellationToken);

    /// <summary>
    /// Connects to the first process of a container, from now on. A container that does not run is <see cref="EngineFault.Conflict"/>. Disposing of it leaves the
    /// process running.
    /// </summary>
    Task<IContainerProcess> AttachAsync(string id, AttachSpec attachment, CancellationToken cancellationToken);

    /// <summary>
    /// A file or folder of a container, running or not, as a tar archive whose first entry has its name; its mounts included while it runs. A path that is not
    /// there is <see cref="EngineFault.NotFound"/>. The stream is the caller's to dispose of, and soon: until its end or disposal the engine does nothing else with
    /// the container, not even tell its state. Reading it throws <see cref="EngineException"/>.
    /// </summary>
    Task<Stream> ReadArchiveAsync(string id, string path, CancellationToken cancellationToken);

    /// <summary>Unpacks a tar archive into a folder that the container has. The archive is read to its end and stays the caller's.</summary>
    Task WriteArchiveAsync(string id, string path, Stream archive, CancellationToken cancellationToken);
}
