using Orchestrator.Agent.Pods;
using Orchestrator.Containers;

namespace Orchestrator.TestKit.Engines;

/// <summary>What happens to an engine that no agent asked for, and what a test sees of it.</summary>
public sealed partial class MemoryEngine
{
    /// <summary>What happens to containers, told at the moment itself and whether or not anybody hears of it: with the container as it was before.</summary>
    public event Action<ContainerEventType, ContainerInfo>? Happened;

    /// <summary>Images that a pull finds.</summary>
    public HashSet<string> InRegistry { get; } = new(StringComparer.Ordinal);

    /// <summary>How many pulls have succeeded.</summary>
    public int Pulls { get; private set; }

    /// <summary>What the machine is, is told after this.</summary>
    public Task InfoGate { get; set; } = Task.CompletedTask;

    /// <summary>How often it was asked what the machine is.</summary>
    public int InfoAsked => Volatile.Read(ref _infoAsked);

    /// <summary>Pulls wait for this.</summary>
    public Task PullGate { get; set; } = Task.CompletedTask;

    /// <summary>What a pull does before it succeeds: it can wait, tell and fail.</summary>
    public Func<string, RegistryCredentials?, IProgress<PullProgress>?, CancellationToken, Task> OnPull { get; set; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>The node's network waits for this.</summary>
    public Task NetworkGate { get; set; } = Task.CompletedTask;

    /// <summary>Lists that were made wait for this before they are handed out.</summary>
    public Task ListGate { get; set; } = Task.CompletedTask;

    /// <summary>How many lists were made.</summary>
    public int Listed => Volatile.Read(ref _listed);

    /// <summary>Starts wait for this.</summary>
    public Task StartGate { get; set; } = Task.CompletedTask;

    /// <summary>The removal of a container waits for this.</summary>
    public Func<string, Task> RemoveGate { get; set; } = _ => Task.CompletedTask;

    /// <summary>What was found of a container is answered after this.</summary>
    public Func<ContainerInfo, Task> FoundGate { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a watch of its events fails with; null where it does not.</summary>
    public Exception? WatchFault { get; set; }

    /// <summary>Whether processes take no notice of SIGTERM.</summary>
    public bool IgnoresTerm { get; set; }

    /// <summary>Addresses that it knows as given, though no container has them.</summary>
    public HashSet<string> HeldAddresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nobody hears of what happens.</summary>
    public bool LosesEvents { get; set; }

    /// <summary>The engine's version.</summary>
    public string Version { get; set; } = "20.10";

    /// <summary>The runtimes that are set up.</summary>
    public IReadOnlyList<string> Runtimes { get; set; } = ["runc"];

    /// <summary>What a container was made with.</summary>
    public ContainerSpec SpecOf(string id)
    {
        lock (_lock)
        {
            return Known(id).Spec;
        }
    }

    /// <summary>All containers, the oldest first.</summary>
    public IReadOnlyList<ContainerInfo> Containers
    {
        get
        {
            lock (_lock)
            {
                return [.. _containers.Select(container => container.Info)];
            }
        }
    }

    /// <summary>The containers that run.</summary>
    public IReadOnlyList<ContainerInfo> Running => [.. Containers.Where(container => container.State == ContainerState.Running)];

    /// <summary>How many containers were ever made.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>What must never be and was.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_lock)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>A process ends by itself.</summary>
    public void Crash(string id, int exitCode)
    {
        lock (_lock)
        {
            End(Known(id).Info, exitCode);
        }
    }

    /// <summary>Somebody removes a container with <c>docker rm -f</c>.</summary>
    public void RemoveByHand(string id)
    {
        lock (_lock)
        {
            Drop(id);
        }
    }

    /// <summary>There is a container, as an earlier life of an agent may have left it.</summary>
    public string Leave(IReadOnlyDictionary<string, string> labels, string name, ContainerState state = ContainerState.Running)
    {
        lock (_lock)
        {
            var info = new ContainerInfo
            {
                Id = $"c{++_made}",
                Name = name,
                ImageId = "sha256:here",
                Labels = labels,
                State = state,
                CreatedAt = clock.GetUtcNow(),
                StartedAt = clock.GetUtcNow(),
            };
            _containers.Add((info, new ContainerSpec { Name = name, Image = "here", Labels = labels }));
            return info.Id;
        }
    }

    /// <summary>The engine goes away: its containers with it, or not (live restore). Who watches hears no more of it.</summary>
    public void GoAway(bool withContainers)
    {
        lock (_lock)
        {
            var heard = _watchers.ToList();
            _watchers.Clear();
            foreach (var (info, _) in withContainers ? _containers.ToList() : [])
            {
                End(info, 137);
            }

            _down = true;
            heard.ForEach(watcher => watcher.Events.Writer.Complete(new EngineException(EngineFault.Unavailable, "unexpected EOF")));
        }
    }

    /// <summary>The engine is back.</summary>
    public void ComeBack()
    {
        lock (_lock)
        {
            _down = false;
        }
    }

    private void Check()
    {
        var running = _containers.Select(container => container.Info).Where(info => info.State == ContainerState.Running).ToList();
        _violations.AddRange(Twice(
            "container", running, info => info.Labels.TryGetValue(ContainerLabels.PodUid, out var uid) ? $"{uid} {info.Labels.GetValueOrDefault(ContainerLabels.Container)}" : null));
        _violations.AddRange(running.SelectMany(ContainerLabels.DevicesOf, (info, device) => (Pod: info.Labels[ContainerLabels.PodUid], device)).Distinct()
            .GroupBy(held => held.device).Where(group => group.Count() > 1).Select(group => $"device {group.Key} is had by pods {string.Join(" and ", group.Select(held => held.Pod))}"));
        _violations.AddRange(Twice("address", running, info => info.Address is null ? null : $"{info.Labels[ContainerLabels.Cluster]} {info.Address}"));
    }

    private static IEnumerable<string> Twice(string what, IEnumerable<ContainerInfo> running, Func<ContainerInfo, string?> key) =>
        running.Where(info => key(info) is not null).GroupBy(key).Where(group => group.Count() > 1).Select(group =>
            $"{what} {group.Key} runs as {string.Join(" and ", group.Select(info => info.Name))}");
}
