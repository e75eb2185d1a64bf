using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be done with containers.</summary>
public interface IContainerOperations
{
    /// <summary>Lists containers.</summary>
    Task<IList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Creates a container.</summary>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>A container in full.</summary>
    Task<ContainerInspectResponse> InspectContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A container's output.</summary>
    Task<MultiplexedStream> GetContainerLogsAsync(string id, bool tty, ContainerLogsParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>What a container uses, once or each second until cancelled.</summary>
    Task GetContainerStatsAsync(
        string id, ContainerStatsParameters parameters, IProgress<ContainerStatsResponse> progress, CancellationToken cancellationToken = default);

    /// <summary>Gives the terminal of a container's process another size.</summary>
    Task ResizeContainerTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Starts a container; false says that it runs already.</summary>
    Task<bool> StartContainerAsync(string id, ContainerStartParameters? parameters, CancellationToken cancellationToken = default);

    /// <summary>Stops a container; false says that it is stopped already. The client's timeout does not apply.</summary>
    Task<bool> StopContainerAsync(string id, ContainerStopParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Stops and starts a container. The client's timeout does not apply.</summary>
    Task RestartContainerAsync(string id, ContainerRestartParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Sends a signal to a container's process.</summary>
    Task KillContainerAsync(string id, ContainerKillParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Gives a container another name.</summary>
    Task RenameContainerAsync(string id, ContainerRenameParameters parameters, CancellationToken cancellationToken);

    /// <summary>Freezes a container's processes.</summary>
    Task PauseContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lets a frozen container's processes go on.</summary>
    Task UnpauseContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Connects to the input and output of a container's process.</summary>
    Task<MultiplexedStream> AttachContainerAsync(
        string id, bool tty, ContainerAttachParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Waits until a container's process has ended. The client's timeout does not apply.</summary>
    Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Removes a container.</summary>
    Task RemoveContainerAsync(string id, ContainerRemoveParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>A part of a container's file system as a tar archive, whose stream is the caller's to dispose of, or only what its path names.</summary>
    Task<GetArchiveFromContainerResponse> GetArchiveFromContainerAsync(
        string id, GetArchiveFromContainerParameters parameters, bool statOnly, CancellationToken cancellationToken = default);

    /// <summary>Unpacks a tar archive into a folder of a container's file system.</summary>
    Task ExtractArchiveToContainerAsync(string id, ContainerPathStatParameters parameters, Stream stream, CancellationToken cancellationToken = default);
}
