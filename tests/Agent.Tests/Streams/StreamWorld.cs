using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Streams;
using Orchestrator.Containers;
using Orchestrator.Containers.Docker;
using Orchestrator.Contracts.Streams;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>A real engine with containers that a test runs as pods of one container, and streams to them.</summary>
public sealed class StreamWorld : IAsyncLifetime, IContainersOnNode
{
    private const string Label = "orchestrator.streams-tests";
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private readonly string _run = UniqueName.Of("streams");
    private readonly ConcurrentDictionary<string, PodHere> _pods = new();
    private readonly DockerEngine _engine = Connect();

    public IContainerEngine Engine => _engine;

    private Dictionary<string, string> Labels => new() { [Label] = _run };

    public PodHere? Find(string uid) => _pods.GetValueOrDefault(uid);

    public IReadOnlyList<PodHere> All() => [.. _pods.Values];

    public async Task InitializeAsync()
    {
        await TestKit.Images.EnsureAsync(TestEnvironment.Docker);
        await MakeNetworkAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var container in await _engine.ListContainersAsync(Labels, default))
        {
            await _engine.RemoveContainerAsync(container.Id, default);
        }

        await _engine.RemoveNetworkAsync(_run, default);
        _engine.Dispose();
    }

    /// <summary>A node's agent as its callers see it.</summary>
    public NodeStreams Streams(StreamOptions? options = null, TimeProvider? clock = null) => Of(Engine, this, options, clock);

    /// <summary>A node's agent over any engine.</summary>
    public static NodeStreams Of(IContainerEngine engine, IContainersOnNode containers, StreamOptions? options = null, TimeProvider? clock = null) => new(
        engine,
        containers,
        new UsageReader(containers, new ContainerPlaces(engine), new ContainerStats(TimeProvider.System, CgroupMounts.Read())),
        Options.Create(options ?? new StreamOptions()),
        new CountedIdentities(),
        clock ?? TimeProvider.System,
        new RecordedLog<NodeStreams>());

    /// <summary>Streams as a client has them.</summary>
    public static PodStreams Client(NodeStreams streams) => new(_ => new Door(streams));

    /// <summary>Runs a pod whose container <c>main</c> runs a shell script.</summary>
    public async Task<string> RunAsync(string script, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var uid = UniqueName.Of("uid");
        await RestartAsync(uid, script, change);
        return uid;
    }

    /// <summary>Runs the container of a pod again; what ran before is its last state.</summary>
    public async Task<string> RestartAsync(string uid, string script, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var spec = new ContainerSpec { Name = UniqueName.Of(_run), Image = TestKit.Images.Busybox, Entrypoint = ["sh", "-c"], Arguments = [script], Labels = Labels, Network = _run };
        var id = await Engine.CreateContainerAsync(change?.Invoke(spec) ?? spec, default);
        await Engine.StartContainerAsync(id, default);
        _pods[uid] = await LookAsync(uid, id, _pods.GetValueOrDefault(uid)?.Statuses[0].ContainerId);
        return id;
    }

    /// <summary>Waits until a pod's container has ended, and takes note of it.</summary>
    public async Task EndedAsync(string uid)
    {
        var id = IdOf(uid);
        await Eventually.True(async () => (await Engine.FindContainerAsync(id, default))!.State == Containers.ContainerState.Exited, "the container has ended");
        _pods[uid] = await LookAsync(uid, id, null);
    }

    /// <summary>The engine's id of a pod's container.</summary>
    public string IdOf(string uid) => PodHere.IdOf(_pods[uid].Statuses[0].ContainerId)!;

    /// <summary>Changes what is known of a pod.</summary>
    public void Change(string uid, Func<PodHere, PodHere> change) => _pods[uid] = change(_pods[uid]);

    /// <summary>The processes of a pod's container that live: what has ended and waits for its parent has no command line any more.</summary>
    public IReadOnlyList<int> ProcessesOf(string uid)
    {
        var id = IdOf(uid);
        return [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(pid => IsIn(pid, id))];
    }

    /// <summary>Waits until a container whose script is <c>exec</c> of one program is only that; a process has no command line while it becomes another. Answers one.</summary>
    public async Task<int> OneProcessAsync(string uid)
    {
        await ProcessesAsync(uid, 1);
        return 1;
    }

    /// <summary>Waits until a pod's container has so many processes; a failure says which there are.</summary>
    public async Task ProcessesAsync(string uid, int count)
    {
        try
        {
            await Eventually.True(() => Task.FromResult(ProcessesOf(uid).Count == count), $"there are {count} processes");
        }
        catch (TimeoutException late)
        {
            var there = ProcessesOf(uid).Select(process => File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' '));
            throw new TimeoutException($"{late.Message}; there are: {string.Join("; ", there)}; log: {string.Join("; ", RecordedLog<NodeStreams>.Lines.Concat(RecordedLog<DockerEngine>.Lines))}", late);
        }
    }

    // Of a range that nothing else on a test machine is likely to use; a subnet that somebody has is passed over.
    private async Task MakeNetworkAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var subnet = $"10.214.{RandomNumberGenerator.GetInt32(256)}.0/24";
                await _engine.EnsureNetworkAsync(new NetworkSpec { Name = _run, Subnet = subnet, Labels = Labels }, default);
                return;
            }
            catch (EngineException taken) when (taken.Fault == EngineFault.Conflict && tries < 100)
            {
                // Another one, then.
            }
        }
    }

    private static DockerEngine Connect() => new(
        Options.Create(new DockerEngineOptions { Endpoint = TestEnvironment.Docker.OriginalString }), TimeProvider.System, Meters, new RecordedLog<DockerEngine>());

    private static bool IsIn(int pid, string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cgroup").Contains(id, StringComparison.Ordinal) && File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<PodHere> LookAsync(string uid, string id, string? last)
    {
        var info = (await Engine.FindContainerAsync(id, default))!;
        var state = info.State == Containers.ContainerState.Running
            ? new Resources.Core.ContainerState { Running = new ContainerStateRunning { StartedAt = info.StartedAt } }
            : new Resources.Core.ContainerState { Terminated = new ContainerStateTerminated { ExitCode = info.ExitCode, ContainerId = $"docker://{id}" } };
        var before = last is null ? new Resources.Core.ContainerState() : new Resources.Core.ContainerState { Terminated = new ContainerStateTerminated { ContainerId = last } };
        return new PodHere
        {
            Pod = Support.Samples.Pod("p", command: "sh") is var pod ? pod with { Metadata = pod.Metadata with { Uid = uid } } : pod,
            Address = info.Address,
            Statuses = ImmutableArray.Create(new ContainerStatus { Name = "main", ContainerId = $"docker://{id}", State = state, LastState = before }),
        };
    }
}
