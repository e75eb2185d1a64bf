using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be done with further processes in running containers.</summary>
public interface IExecOperations
{
    /// <summary>Prepares a process in a container.</summary>
    Task<ContainerExecCreateResponse> ExecCreateContainerAsync(
        string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Starts a prepared process, connected to nothing.</summary>
    Task StartContainerExecAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Starts a prepared process, connected to the returned stream.</summary>
    Task<MultiplexedStream> StartAndAttachContainerExecAsync(string id, bool tty, CancellationToken cancellationToken = default);

    /// <summary>Gives the terminal of a started process another size.</summary>
    Task ResizeContainerExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Where a process is in its life.</summary>
    Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken = default);
}
