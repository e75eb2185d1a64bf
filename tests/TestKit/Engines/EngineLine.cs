using System.Runtime.CompilerServices;
using Orchestrator.Containers;

namespace Orchestrator.TestKit.Engines;

/// <summary>One agent's connection to an engine.</summary>
public sealed class EngineLine(IContainerEngine engine, IEnginePath way) : IContainerEngine
{
    public Task PingAsync(CancellationToken cancellationToken) => PassAsync("ping", () => engine.PingAsync(cancellationToken), cancellationToken);

    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        way.PassAsync("info", () => engine.GetInfoAsync(cancellationToken), cancellationToken);

    public Task<NetworkInfo> EnsureNetworkAsync(NetworkSpec network, CancellationToken cancellationToken) =>
        way.PassAsync("network", () => engine.EnsureNetworkAsync(network, cancellationToken), cancellationToken);

    public Task RemoveNetworkAsync(string name, CancellationToken cancellationToken) =>
        PassAsync("remove network", () => engine.RemoveNetworkAsync(name, cancellationToken), cancellationToken);

    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        way.PassAsync("find image", () => engine.FindImageAsync(reference, cancellationToken), cancellationToken);

    public Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken) =>
        way.PassAsync("pull", () => engine.PullImageAsync(reference, credentials, progress, cancellationToken), cancellationToken);

    public Task<ImageInfo> ImportImageAsync(string reference, Stream archive, IReadOnlyList<string> changes, CancellationToken cancellationToken) =>
        way.PassAsync("import", () => engine.ImportImageAsync(reference, archive, changes, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken) =>
        way.PassAsync("list images", () => engine.ListImagesAsync(cancellationToken), cancellationToken);

    public Task RemoveImageAsync(string referenceOrId, CancellationToken cancellationToken) =>
        PassAsync("remove image", () => engine.RemoveImageAsync(referenceOrId, cancellationToken), cancellationToken);

    public Task<string> CreateContainerAsync(ContainerSpec container, CancellationToken cancellationToken) =>
        way.PassAsync($"create {container.Labels["orchestrator.pod.name"]}", () => engine.CreateContainerAsync(container, cancellationToken), cancellationToken);

    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        PassAsync("start", () => engine.StartContainerAsync(id, cancellationToken), cancellationToken);

    public Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        PassAsync("stop", () => engine.StopContainerAsync(id, grace, cancellationToken), cancellationToken);

    public Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken) =>
        PassAsync("kill", () => engine.KillContainerAsync(id, signal, cancellationToken), cancellationToken);

    public Task RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        PassAsync("remove", () => engine.RemoveContainerAsync(id, cancellationToken), cancellationToken);

    public Task<ContainerInfo?> FindContainerAsync(string idOrName, CancellationToken cancellationToken) =>
        way.PassAsync("find", () => engine.FindContainerAsync(idOrName, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        way.PassAsync("list", () => engine.ListContainersAsync(labels, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<ContainerEvent> WatchAsync(
        IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await way.PassAsync("watch", () => Task.FromResult(true), cancellationToken);
        await foreach (var happened in engine.WatchAsync(labels, cancellationToken))
        {
            await way.HearAsync(cancellationToken);
            yield return happened;
        }
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLogsAsync(string id, LogOptions options, CancellationToken cancellationToken) =>
        engine.ReadLogsAsync(id, options, cancellationToken);

    public Task<IContainerProcess> ExecAsync(string id, ExecSpec process, CancellationToken cancellationToken) =>
        way.PassAsync("exec", () => engine.ExecAsync(id, process, cancellationToken), cancellationToken);

    public Task<IContainerProcess> AttachAsync(string id, AttachSpec attachment, CancellationToken cancellationToken) =>
        way.PassAsync("attach", () => engine.AttachAsync(id, attachment, cancellationToken), cancellationToken);

    public Task<Stream> ReadArchiveAsync(string id, string path, CancellationToken cancellationToken) =>
        way.PassAsync("read archive", () => engine.ReadArchiveAsync(id, path, cancellationToken), cancellationToken);

    public Task WriteArchiveAsync(string id, string path, Stream archive, CancellationToken cancellationToken) =>
        PassAsync("write archive", () => engine.WriteArchiveAsync(id, path, archive, cancellationToken), cancellationToken);

    private Task<bool> PassAsync(string name, Func<Task> call, CancellationToken cancellationToken) => way.PassAsync(
        name,
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);
}
