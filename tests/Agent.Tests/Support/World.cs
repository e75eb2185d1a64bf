using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Images;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Probes;
using Orchestrator.Agent.Stats;
using Orchestrator.Contracts;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>One machine with an engine, a control plane, a clock that the test drives, and the lives of the agent on it.</summary>
public sealed class World : IAsyncDisposable
{
    private static readonly TimeSpan DriveStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private const int LooksMost = 20;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);
    private readonly List<NodeAgent> _agents = [];

    public World()
    {
        Engine = new MemoryEngine(Clock);
        ControlPlane = new MemoryControlPlane(Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public MemoryEngine Engine { get; }

    public MemoryControlPlane ControlPlane { get; }

    public RecordedEvents Events { get; } = new();

    public MemoryConfig Config { get; } = new();

    /// <summary>Whether the machine is on its way down.</summary>
    public bool GoesDown { get; set; }

    /// <summary>The agent that was started last.</summary>
    public NodeAgent Agent => _agents[^1];

    /// <summary>Where the agent keeps what lasts.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("orc-agent-").FullName;

    /// <summary>How the agent works, without periodic work that a test did not ask for.</summary>
    public NodeAgentOptions Options
    {
        get => field ??= new NodeAgentOptions
        {
            NodeName = "worker-a",
            ClusterId = "test",
            PodSubnets = ["10.88.0.0/16"],
            DataFolder = Folder,
            HeartbeatPeriod = TimeSpan.FromDays(1),
            ResyncPeriod = TimeSpan.FromDays(1),
            ConfigurationPeriod = TimeSpan.FromDays(1),
            Devices = new DeviceOptions { NvidiaSmi = "", CdiFolders = [], Period = TimeSpan.FromDays(1) },
            Images = new ImageOptions { Period = TimeSpan.FromDays(1), ReportPeriod = TimeSpan.FromDays(1), RegistryConfigFile = EmptyRegistryConfig() },
        };
        init;
    }

    /// <summary>Starts a life of the agent.</summary>
    public async Task<NodeAgent> StartAgentAsync(Plug? plug = null, NodeAgentOptions? options = null)
    {
        var line = plug ?? new Plug();
        var engine = new EngineLine(Engine, line);
        var agent = new NodeAgent(
            engine,
            new ControlLine(ControlPlane, line),
            Config,
            Events,
            NewProbes(Clock),
            new ContainerPlaces(engine),
            new ContainerStats(Clock, CgroupMounts.Read()),
            new MachineThat(() => GoesDown),
            Microsoft.Extensions.Options.Options.Create(options ?? Options),
            Microsoft.Extensions.Options.Options.Create(new PressureOptions { Period = TimeSpan.FromDays(1) }),
            Clock,
            NullLogger<NodeAgent>.Instance);
        _agents.Add(agent);
        await agent.StartAsync(CancellationToken.None);
        return agent;
    }

    /// <summary>What runs the probes of an agent.</summary>
    public static ProbeRunner NewProbes(TimeProvider clock) => new(new ProbeRunnerOptions(), new Random(1), clock, NullLogger<ProbeRunner>.Instance);

    /// <summary>Ends the newest life of the agent; its containers go on.</summary>
    public async Task StopAgentAsync()
    {
        var agent = _agents[^1];
        _agents.Remove(agent);
        await agent.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        agent.Dispose();
    }

    /// <summary>Binds a pod and hands it to the agent, as the pod's grain does.</summary>
    public void Run(Pod pod) => Agent.Accept(ControlPlane.Bind(pod));

    /// <summary>Binds a pod, hands it over and waits until it is reported as running.</summary>
    public async Task<string> RunUntilReportedAsync(Pod pod)
    {
        Run(pod);
        return await ReportedRunningAsync(pod.Metadata.Uid);
    }

    /// <summary>Waits until the newest container of a pod is reported as running, and returns its id.</summary>
    public async Task<string> ReportedRunningAsync(string uid)
    {
        await UntilAsync(() => IsReportedRunning(uid), $"pod {uid} is reported as running");
        return ControlPlane.StatusOf(uid)!.ContainerId!["docker://".Length..];
    }

    /// <summary>Whether exactly one container of a pod runs, and the control plane knows which.</summary>
    public bool IsReportedRunning(string uid) =>
        ControlPlane.StatusOf(uid) is { State.Running: not null } status
        && Engine.Running.Count(container => container.Labels["orchestrator.pod.uid"] == uid) == 1
        && Engine.Running.Any(container => status.ContainerId == $"docker://{container.Id}");

    /// <summary>Whether all containers of a pod are ready, each running once, with one sandbox where the pod has one, and the control plane knows.</summary>
    public bool IsWhole(string uid)
    {
        if (ControlPlane.Find(uid)?.Pod is not { } pod || pod.Status.Conditions.All(condition => condition is not { Type: PodConditionType.Ready, Status: "True" }))
        {
            return false;
        }

        var wanted = PodShape.Containers(pod.Spec).Where(item => item.Role != ContainerRole.Init).Select(item => item.Container.Name);
        var running = Engine.Running.Where(container => container.Labels["orchestrator.pod.uid"] == uid).Select(container => container.Labels["orchestrator.container"]);
        return running.Order(StringComparer.Ordinal).SequenceEqual((PodShape.HasSandbox(pod.Spec) ? wanted.Append("") : wanted).Order(StringComparer.Ordinal));
    }

    /// <summary>Begins the deletion of a pod and tells the agent.</summary>
    public PodAssignment Delete(string uid, TimeSpan grace)
    {
        var deleted = ControlPlane.Delete(uid, grace);
        Agent.Accept(deleted);
        return deleted;
    }

    /// <summary>Whether nothing of a pod is left, and the control plane knows.</summary>
    public bool IsGone(string uid) =>
        ControlPlane.Find(uid) is null && Engine.Containers.All(container => container.Labels["orchestrator.pod.uid"] != uid);

    /// <summary>Waits for a condition while the clock stands.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, () => { }, what);

    /// <summary>Waits for a condition while the clock goes on.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What it means.</param>
    /// <param name="step">By how much the clock goes on at a time; where that is not said, by so little that nothing is late.</param>
    public Task DriveUntilAsync(Func<bool> condition, string what, TimeSpan? step = null) => UntilAsync(condition, () => Clock.Advance(step ?? DriveStep), what);

    /// <summary>Waits until something waits for this time, and moves the clock there.</summary>
    public async Task ReachAsync(DateTimeOffset time)
    {
        await UntilAsync(() => Clock.IsAwaited(time), $"something waits for {time:O}");
        Clock.Advance(time - Clock.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        while (_agents.Count > 0)
        {
            await StopAgentAsync();
        }

        Directory.Delete(Folder, recursive: true);
        Assert.Empty(Engine.Violations);
    }

    private string EmptyRegistryConfig()
    {
        var path = Path.Combine(Folder, "config.json");
        File.WriteAllText(path, "{}");
        return path;
    }

    /// <summary>
    /// Lets the machine do what a step of the clock has caused, as far as can be told: a little time passes, and, within a bound, work that waits for a thread gets it. A
    /// clock that ran ahead of a busy machine would let pass in a moment what it had minutes for.
    /// </summary>
    public static async Task SettleAsync()
    {
        await Task.Delay(Pause);
        for (var looks = 0; looks < LooksMost && ThreadPool.PendingWorkItemCount > 0; looks++)
        {
            await Task.Delay(1);
        }
    }

    // The bound is real time, and generous: only a failure ever waits for so long.
    private static async Task UntilAsync(Func<bool> condition, Action meanwhile, string what)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!condition())
        {
            Assert.False(bound.IsCancellationRequested, $"Not within {Bound.TotalSeconds} s: {what}");
            meanwhile();
            await SettleAsync();
        }
    }
}
