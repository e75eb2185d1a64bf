using System.Runtime.CompilerServices;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>One agent's connection to an engine.</summary>
public sealed class EngineLine(IContainerEngine engine, Plug plug) : IContainerEngine
{
    public Task PingAsync(CancellationToken cancellationToken) => PassAsync("ping", () => engine.PingAsync(cancellationToken), cancellationToken);

    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        plug.PassAsync("info", () => engine.GetInfoAsync(cancellationToken), cancellationToken);

    public Task<NetworkInfo> EnsureNetworkAsync(NetworkSpec network, CancellationToken cancellationToken) =>
        plug.PassAsync("network", () => engine.EnsureNetworkAsync(network, cancellationToken), cancellationToken);

    public Task RemoveNetworkAsync(string name, CancellationToken cancellationToken) =>
        PassAsync("remove network", () => engine.RemoveNetworkAsync(name, cancellationToken), cancellationToken);

    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        plug.PassAsync("find image", () => engine.FindImageAsync(reference, cancellationToken), cancellationToken);

    public Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken) =>
        plug.PassAsync("pull", () => engine.PullImageAsync(reference, credentials, progress, cancellationToken), cancellationToken);

    public Task<ImageInfo> ImportImageAsync(string reference, Stream archive, IReadOnlyList<string> changes, CancellationToken cancellationToken) =>
        plug.PassAsync("import", () => engine.ImportImageAsync(reference, archive, changes, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken) =>
        plug.PassAsync("list images", () => engine.ListImagesAsync(cancellationToken), cancellationToken);

    public Task RemoveImageAsync(string referenceOrId, CancellationToken cancellationToken) =>
        PassAsync("remove image", () => engine.RemoveImageAsync(referenceOrId, cancellationToken), cancellationToken);

    public Task<string> CreateContainerAsync(ContainerSpec container, CancellationToken cancellationToken) =>
        plug.PassAsync($"create {container.Labels["orchestrator.pod.name"]}", () => engine.CreateContainerAsync(container, cancellationToken), cancellationToken);

    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        PassAsync("start", () => engine.StartContainerAsync(id, cancellationToken), cancellationToken);

    public Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        PassAsync("stop", () => engine.StopContainerAsync(id, grace, cancellationToken), cancellationToken);

    public Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken) =>
        PassAsync("kill", () => engine.KillContainerAsync(id, signal, cancellationToken), cancellationToken);

    public Task RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        PassAsync("remove", () => engine.RemoveContainerAsync(id, cancellationToken), cancellationToken);

    public Task<ContainerInfo?> FindContainerAsync(string idOrName, CancellationToken cancellationToken) =>
        plug.PassAsync("find", () => engine.FindContainerAsync(idOrName, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        plug.PassAsync("list", () => engine.ListContainersAsync(labels, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<ContainerEvent> WatchAsync(
        IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await plug.PassAsync("watch", () => Task.FromResult(true), cancellationToken);
        await foreach (var happened in engine.WatchAsync(labels, cancellationToken))
        {
            await plug.EndAsync(plug.Pulled, cancellationToken);
            yield return happened;
        }
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLogsAsync(string id, LogOptions options, CancellationToken cancellationToken) =>
        engine.ReadLogsAsync(id, options, cancellationToken);

    public Task<IContainerProcess> ExecAsync(string id, ExecSpec process, CancellationToken cancellationToken) =>
        plug.PassAsync("exec", () => engine.ExecAsync(id, process, cancellationToken), cancellationToken);

    public Task<IContainerProcess> AttachAsync(string id, AttachSpec attachment, CancellationToken cancellationToken) =>
        plug.PassAsync("attach", () => engine.AttachAsync(id, attachment, cancellationToken), cancellationToken);

    public Task<Stream> ReadArchiveAsync(string id, string path, CancellationToken cancellationToken) =>
        plug.PassAsync("read archive", () => engine.ReadArchiveAsync(id, path, cancellationToken), cancellationToken);

    public Task WriteArchiveAsync(string id, string path, Stream archive, CancellationToken cancellationToken) =>
        PassAsync("write archive", () => engine.WriteArchiveAsync(id, path, archive, cancellationToken), cancellationToken);

    private Task<bool> PassAsync(string name, Func<Task> call, CancellationToken cancellationToken) => plug.PassAsync(
        name,
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);
}
