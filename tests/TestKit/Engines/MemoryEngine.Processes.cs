using Orchestrator.Containers;

namespace Orchestrator.TestKit.Engines;

public sealed partial class MemoryEngine
{
    /// <summary>Runs what is executed in a container.</summary>
    public Func<ContainerInfo, ExecSpec, IContainerProcess>? Executes { get; set; }

    /// <inheritdoc/>
    public Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken) => Locked(() =>
    {
        var (info, _) = InRun(id);
        return (signal != "SIGKILL" && IgnoresTerm) || End(info, signal == "SIGKILL" ? 137 : 143);
    });

    /// <inheritdoc/>
    public Task<IContainerProcess> ExecAsync(string id, ExecSpec process, CancellationToken cancellationToken) => Locked(
        () => (Executes ?? throw new NotSupportedException("A container in memory has no programs but what Executes runs.")).Invoke(InRun(id).Info, process));

    /// <inheritdoc/>
    public Task<IContainerProcess> AttachAsync(string id, AttachSpec attachment, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A container in memory has no process to attach to.");

    /// <inheritdoc/>
    public Task<Stream> ReadArchiveAsync(string id, string path, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A container in memory has no files.");

    /// <inheritdoc/>
    public Task WriteArchiveAsync(string id, string path, Stream archive, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A container in memory has no files.");

    private (ContainerInfo Info, ContainerSpec Spec) InRun(string id) => Known(id) is { Info.State: ContainerState.Running } found
        ? found
        : throw new EngineException(EngineFault.Conflict, $"Container {id} is not running");
}
