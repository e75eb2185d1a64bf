using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orchestrator.Containers;

namespace Orchestrator.TestKit.Engines;

/// <summary>
/// A container engine in memory, with what an agent can notice of a real one: names and addresses collide, processes end, events can be lost, and the engine
/// itself can go away. It keeps watch over what must never be: two running runs of one container, or two running containers of one address.
/// </summary>
public sealed partial class MemoryEngine(TimeProvider clock) : IContainerEngine
{
    /// <summary>The command of a container that ends well as soon as it has started.</summary>
    public const string EndsAtOnce = "ends-at-once";

    private readonly Lock _lock = new();
    private readonly List<(ContainerInfo Info, ContainerSpec Spec)> _containers = [];
    private readonly List<(IReadOnlyDictionary<string, string> Labels, Channel<ContainerEvent> Events)> _watchers = [];
    private readonly Dictionary<string, NetworkInfo> _networks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _images = new(StringComparer.Ordinal) { "here" };
    private readonly List<string> _violations = [];
    private bool _down;
    private int _made;
    private int _listed;
    private int _infoAsked;

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => Locked(() => true);

    /// <inheritdoc/>
    public async Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _infoAsked);
        await InfoGate.WaitAsync(cancellationToken);
        return await Locked(() => new EngineInfo
        {
            Version = Version,
            ApiVersion = "1.41",
            Cpus = 4,
            MemoryBytes = 8L * 1024 * 1024 * 1024,
            OperatingSystem = "linux",
            Architecture = "amd64",
            KernelVersion = "6.1",
            OsImage = "Debian",
            CgroupVersion = 2,
            DataRoot = "/var/lib/docker",
            Runtimes = Runtimes,
        });
    }

    /// <inheritdoc/>
    public async Task<NetworkInfo> EnsureNetworkAsync(NetworkSpec network, CancellationToken cancellationToken)
    {
        await NetworkGate.WaitAsync(cancellationToken);
        return await Locked(() => Ensure(network));
    }

    private NetworkInfo Ensure(NetworkSpec network)
    {
        if (_networks.TryGetValue(network.Name, out var there))
        {
            return there;
        }

        if (_networks.Values.Any(other => other.Subnet == network.Subnet))
        {
            throw new EngineException(EngineFault.Conflict, "Pool overlaps with other one on this address space");
        }

        var gateway = network.Subnet.Split('/')[0][..^1] + "1";
        return _networks[network.Name] = new NetworkInfo($"net-{network.Name}", network.Name, network.Subnet, gateway);
    }

    /// <inheritdoc/>
    public Task RemoveNetworkAsync(string name, CancellationToken cancellationToken) => Locked(() => _networks.Remove(name));

    /// <inheritdoc/>
    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        Locked(() => _images.Contains(reference) ? new ImageInfo($"sha256:{reference}", [], "", 1) : null);

    /// <inheritdoc/>
    public async Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        await PullGate.WaitAsync(cancellationToken);
        await OnPull(reference, credentials, progress, cancellationToken);
        return await Locked(() =>
        {
            if (!InRegistry.Contains(reference))
            {
                throw new EngineException(EngineFault.NotFound, $"manifest for {reference} not found");
            }

            Pulls++;
            _images.Add(reference);
            return new ImageInfo($"sha256:{reference}", [], "", 1);
        });
    }

    /// <inheritdoc/>
    public Task<string> CreateContainerAsync(ContainerSpec container, CancellationToken cancellationToken) => Locked(() =>
    {
        if (!_images.Contains(container.Image))
        {
            throw new EngineException(EngineFault.NotFound, $"No such image: {container.Image}");
        }

        if (_containers.Exists(other => other.Info.Name == container.Name))
        {
            throw new EngineException(EngineFault.Conflict, $"The container name \"/{container.Name}\" is already in use");
        }

        var id = $"c{++_made}";
        var info = new ContainerInfo
        {
            Id = id,
            Name = container.Name,
            ImageId = $"sha256:{container.Image}",
            Labels = container.Labels,
            State = ContainerState.Created,
            CreatedAt = clock.GetUtcNow(),
        };
        _containers.Add((info, container));
        return id;
    });

    /// <inheritdoc/>
    public async Task StartContainerAsync(string id, CancellationToken cancellationToken)
    {
        await StartGate.WaitAsync(cancellationToken);
        await Locked(() =>
        {
            var (info, spec) = Known(id);
            if (spec.Entrypoint.Contains("no-such-command"))
            {
                Set(info with { Error = "exec: \"no-such-command\": executable file not found in $PATH", ExitCode = 127 });
                throw new EngineException(EngineFault.Start, Known(id).Info.Error);
            }

            if (spec.NetworkOf is { } other && !_containers.Exists(container => container.Info.Id == other && container.Info.State == ContainerState.Running))
            {
                throw new EngineException(EngineFault.Start, $"cannot join network of a non running container: {other}");
            }

            if (spec.Address is { } address && HeldAddresses.Contains(address))
            {
                Set(info with { Error = "Address already in use" });
                throw new EngineException(EngineFault.AddressInUse, "Address already in use");
            }

            if (info.State != ContainerState.Running)
            {
                var running = info with { State = ContainerState.Running, StartedAt = clock.GetUtcNow(), FinishedAt = null, Address = spec.Address, Pid = 1 };
                Set(running);
                Tell(ContainerEventType.Started, info);
                if (spec.Entrypoint.Contains(EndsAtOnce))
                {
                    End(running, exitCode: 0);
                }
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public async Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (IgnoresTerm)
        {
            await Task.Delay(grace, clock, cancellationToken);
        }

        await Locked(() => _containers.Exists(container => container.Info.Id == id) && End(Known(id).Info, IgnoresTerm ? 137 : 143));
    }

    /// <inheritdoc/>
    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        await RemoveGate(id).WaitAsync(cancellationToken);
        await Locked(() => Drop(id));
    }

    /// <inheritdoc/>
    public async Task<ContainerInfo?> FindContainerAsync(string idOrName, CancellationToken cancellationToken)
    {
        var found = await Locked(() => _containers.Select(container => container.Info).FirstOrDefault(info => info.Id == idOrName || info.Name == idOrName));
        await (found is null ? Task.CompletedTask : FoundGate(found)).WaitAsync(cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        ListedAsync(Locked<IReadOnlyList<ContainerInfo>>(() => [.. _containers.Select(container => container.Info).Where(info => Matches(info.Labels, labels))]));

    private async Task<IReadOnlyList<ContainerInfo>> ListedAsync(Task<IReadOnlyList<ContainerInfo>> listed)
    {
        Interlocked.Increment(ref _listed);
        await ListGate;
        return await listed;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContainerEvent> WatchAsync(
        IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (WatchFault is { } fault)
        {
            throw fault;
        }

        var events = Channel.CreateUnbounded<ContainerEvent>();
        await Locked(() =>
        {
            _watchers.Add((labels, events));
            return events.Writer.TryWrite(new ContainerEvent(ContainerEventType.Connected, "", labels));
        });
        await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return happened;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLogsAsync(
        string id, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Locked(() => Known(id));
        yield return System.Text.Encoding.UTF8.GetBytes($"output of {id}\n");
    }

    private Task<T> Locked<T>(Func<T> call)
    {
        lock (_lock)
        {
            return _down
                ? Task.FromException<T>(new EngineException(EngineFault.Unavailable, "Cannot connect to the Docker daemon"))
                : Task.FromResult(call());
        }
    }

    private (ContainerInfo Info, ContainerSpec Spec) Known(string id)
    {
        var found = _containers.Find(container => container.Info.Id == id);
        return found.Info is null ? throw new EngineException(EngineFault.NotFound, $"No such container: {id}") : found;
    }

    private void Set(ContainerInfo info)
    {
        var at = _containers.FindIndex(container => container.Info.Id == info.Id);
        _containers[at] = (info, _containers[at].Spec);
        Check();
    }

    private bool End(ContainerInfo info, int exitCode)
    {
        if (info.State == ContainerState.Running)
        {
            Set(info with { State = ContainerState.Exited, ExitCode = exitCode, FinishedAt = clock.GetUtcNow(), Pid = 0 });
            Tell(ContainerEventType.Died, info);
        }

        return true;
    }

    private bool Drop(string id)
    {
        if (_containers.Find(container => container.Info.Id == id).Info is { } info)
        {
            End(info, 137);
            _containers.RemoveAll(container => container.Info.Id == id);
            Tell(ContainerEventType.Removed, info);
        }

        return true;
    }

    private void Tell(ContainerEventType type, ContainerInfo info)
    {
        Happened?.Invoke(type, info);
        foreach (var watcher in _watchers.Where(watcher => !LosesEvents && Matches(info.Labels, watcher.Labels)))
        {
            watcher.Events.Writer.TryWrite(new ContainerEvent(type, info.Id, info.Labels));
        }
    }

    private static bool Matches(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted) =>
        wanted.All(label => labels.GetValueOrDefault(label.Key) == label.Value);
}
