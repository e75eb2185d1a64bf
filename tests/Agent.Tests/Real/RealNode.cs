using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;
using Orchestrator.Containers.Docker;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Real;

/// <summary>A node on a real engine, with a control plane in memory. At its end nothing of it is left on the engine or the disk.</summary>
#pragma warning disable CA1001 // What it owns ends in DisposeAsync.
public sealed class RealNode : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private readonly DockerEngine _docker = new(
        Microsoft.Extensions.Options.Options.Create(new DockerEngineOptions { Endpoint = TestEnvironment.Docker.OriginalString }),
        TimeProvider.System,
        Meters,
        NullLogger<DockerEngine>.Instance);

    private NodeAgent? _agent;

    public RealNode()
    {
        var name = UniqueName.Of("core");
        Folder = Directory.CreateTempSubdirectory("orc-real-").FullName;
        Options = new NodeAgentOptions
        {
            NodeName = "worker-a",
            ClusterId = name,
            PodSubnets = [.. Enumerable.Range(0, 64).Select(index => $"10.213.{index * 4}.0/24")],
            DataFolder = Path.Combine(Folder, "data"),
            Devices = new DeviceOptions { NvidiaSmi = "", CdiFolders = [] },
        };
    }

    public NodeAgentOptions Options { get; }

    /// <summary>A folder for the test's own files.</summary>
    public string Folder { get; }

    public IContainerEngine Engine => _docker;

    public MemoryControlPlane ControlPlane { get; } = new(TimeProvider.System);

    public RecordedEvents Events { get; } = new();

    public async Task InitializeAsync()
    {
        await TestKit.Images.EnsureAsync(TestEnvironment.Docker);
        await StartAgentAsync();
    }

    public async Task DisposeAsync()
    {
        if (_agent is null)
        {
            await StartAgentAsync();
        }

        Options.RemoveContainersOnExit = true;
        await StopAgentAsync();
        Directory.Delete(Folder, recursive: true);
        _docker.Dispose();
    }

    /// <summary>When the node counts as short of something.</summary>
    public PressureOptions Pressure { get; } = new() { Period = TimeSpan.FromDays(1) };

    /// <summary>The ConfigMaps and Secrets that there are.</summary>
    public MemoryConfig Config { get; } = new();

    /// <summary>Where the agent keeps what pods have on the disk.</summary>
    public string PodsFolder => Path.Combine(Options.DataFolder, Options.ClusterId, Options.NodeName, "pods");

    /// <summary>Starts a life of the agent.</summary>
    /// <param name="engine">How it reaches the engine; null for the plain way.</param>
    /// <param name="controlPlane">How it reaches the control plane; null for the plain way.</param>
    public async Task<NodeAgent> StartAgentAsync(IContainerEngine? engine = null, IControlPlane? controlPlane = null)
    {
        _agent = new NodeAgent(
            engine ?? Engine,
            controlPlane ?? ControlPlane,
            Config,
            Events,
            World.NewProbes(TimeProvider.System),
            new ContainerPlaces(engine ?? Engine),
            new ContainerStats(TimeProvider.System, CgroupMounts.Read()),
            new MachineThat(() => false),
            Microsoft.Extensions.Options.Options.Create(Options),
            Microsoft.Extensions.Options.Options.Create(Pressure),
            TimeProvider.System,
            NullLogger<NodeAgent>.Instance);
        await _agent.StartAsync(CancellationToken.None);
        return _agent;
    }

    /// <summary>Ends the newest life of the agent.</summary>
    public async Task StopAgentAsync()
    {
        await _agent!.StopAsync(CancellationToken.None);
        _agent.Dispose();
        _agent = null;
    }

    /// <summary>Binds a pod and hands it to the agent; answers its uid.</summary>
    public string Run(Pod pod, params ImmutableArray<DeviceLease> devices)
    {
        _agent!.Accept(ControlPlane.Bind(pod, devices));
        return pod.Metadata.Uid;
    }

    /// <summary>Changes a pod and tells the agent.</summary>
    public void Change(string uid, Func<Pod, Pod> change) => _agent!.Accept(ControlPlane.Change(uid, change));

    /// <summary>Begins the deletion of a pod.</summary>
    public void Delete(string uid, TimeSpan grace) => _agent!.Accept(ControlPlane.Delete(uid, grace));

    /// <summary>The pod as the control plane has it.</summary>
    public Pod Pod(string uid) => ControlPlane.Find(uid)!.Pod;

    /// <summary>The status of one of its containers.</summary>
    public ContainerStatus Status(string uid, string container) =>
        Pod(uid).Status.InitContainerStatuses.Concat(Pod(uid).Status.ContainerStatuses).First(status => status.Name == container);

    /// <summary>Waits until the pod is as it should be.</summary>
    public async Task UntilAsync(string uid, Func<Pod, bool> condition, string what)
    {
        try
        {
            await Eventually.True(() => Task.FromResult(ControlPlane.Find(uid) is { } assignment && condition(assignment.Pod)), what);
        }
        catch (TimeoutException e)
        {
            var status = ControlPlane.Find(uid)?.Pod.Status;
            var text = status is null ? "gone" : Resources.Serialization.ResourceJson.Serialize(status);
            throw new TimeoutException($"{e.Message}\nThe pod is: {text}\nEvents: {string.Join("\n", Events.Texts)}", e);
        }
    }

    /// <summary>Waits until the pod is ready.</summary>
    public Task UntilReadyAsync(string uid) => UntilAsync(uid, IsReady, $"pod {uid} is ready");

    /// <summary>Waits until the pod has ended.</summary>
    public Task UntilOverAsync(string uid) => UntilAsync(uid, pod => pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed, $"pod {uid} has ended");

    /// <summary>Waits until nothing of the pod is left.</summary>
    public async Task UntilGoneAsync(string uid)
    {
        await Eventually.True(() => Task.FromResult(ControlPlane.Find(uid) is null), $"pod {uid} is gone. Events: {string.Join("\n", Events.Texts)}");
        Assert.Empty(await ContainersAsync(uid));
        Assert.False(Directory.Exists(Path.Combine(PodsFolder, uid)));
    }

    /// <summary>Waits for an event.</summary>
    public Task UntilToldAsync(string beginning) => Eventually.True(
        () => Task.FromResult(Events.Texts.Any(text => text.StartsWith(beginning, StringComparison.Ordinal))), $"an event says: {beginning}");

    /// <summary>All containers of a pod on the engine.</summary>
    public Task<IReadOnlyList<ContainerInfo>> ContainersAsync(string uid) =>
        Engine.ListContainersAsync(new Dictionary<string, string> { ["orchestrator.cluster"] = Options.ClusterId, ["orchestrator.pod.uid"] = uid }, default);

    /// <summary>What a container of a pod has written.</summary>
    public async Task<string> OutputAsync(string uid, string container)
    {
        var id = Status(uid, container).ContainerId!["docker://".Length..];
        var text = new StringBuilder();
        await foreach (var chunk in Engine.ReadLogsAsync(id, new LogOptions(), default))
        {
            text.Append(Encoding.UTF8.GetString(chunk.Span));
        }

        return text.ToString();
    }

    /// <summary>Runs a pod to its end and answers what its container main has written.</summary>
    public async Task<string> OutputOfAsync(Pod pod)
    {
        var uid = Run(pod);
        await UntilOverAsync(uid);
        return await OutputAsync(uid, "main");
    }

    public static bool IsReady(Pod pod) => pod.Status.Conditions.Any(condition => condition is { Type: PodConditionType.Ready, Status: "True" });
}
