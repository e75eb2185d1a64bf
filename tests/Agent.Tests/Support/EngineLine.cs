using System.Runtime.CompilerServices;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>One agent's connection to an engine.</summary>
public sealed class EngineLine(MemoryEngine engine, Plug plug) : IContainerEngine
{
    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        plug.PassAsync("info", () => engine.GetInfoAsync(cancellationToken), cancellationToken);

    public Task<NetworkInfo> EnsureNetworkAsync(NetworkSpec network, CancellationToken cancellationToken) =>
        plug.PassAsync("network", () => engine.EnsureNetworkAsync(network, cancellationToken), cancellationToken);

    public Task RemoveNetworkAsync(string name, CancellationToken cancellationToken) =>
        PassAsync("remove network", () => engine.RemoveNetworkAsync(name, cancellationToken), cancellationToken);

    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        plug.PassAsync("find image", () => engine.FindImageAsync(reference, cancellationToken), cancellationToken);

    public Task<ImageInfo> PullImageAsync(string reference, CancellationToken cancellationToken) =>
        plug.PassAsync("pull", () => engine.PullImageAsync(reference, cancellationToken), cancellationToken);

    public Task<string> CreateContainerAsync(ContainerSpec container, CancellationToken cancellationToken) =>
        plug.PassAsync($"create {container.Labels["orchestrator.pod.name"]}", () => engine.CreateContainerAsync(container, cancellationToken), cancellationToken);

    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        PassAsync("start", () => engine.StartContainerAsync(id, cancellationToken), cancellationToken);

    public Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        PassAsync("stop", () => engine.StopContainerAsync(id, grace, cancellationToken), cancellationToken);

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

    private Task<bool> PassAsync(string name, Func<Task> call, CancellationToken cancellationToken) => plug.PassAsync(
        name,
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);
}
