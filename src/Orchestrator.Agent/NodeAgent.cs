using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Agent.Configuration;
using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Hooks;
using Orchestrator.Agent.Images;
using Orchestrator.Agent.Machine;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Probes;
using Orchestrator.Agent.Reporting;
using Orchestrator.Agent.Sandbox;
using Orchestrator.Agent.Shutdown;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Streams;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Recording;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Agent;

/// <summary>
/// Runs the pods that are bound to this machine. Nine loops: the engine's events, the node's sign of life, its lease, a comparison with the node's bindings, images that nobody
/// uses and what is told of the others, what the machine is short of, its devices, and changes of what pods are configured by. Each pod has a worker of its own, so that a slow one delays no other.
/// </summary>
public sealed partial class NodeAgent : BackgroundService, INodeAgent
{
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    private readonly ConcurrentDictionary<string, PodWorker> _workers = new(StringComparer.Ordinal);
    private readonly EndedPods _ended = new();
    private readonly HashSet<string> _interrupted = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly NodeAgentOptions _options;
    private readonly AgentServices _services;
    private readonly IMachineShutdown _shutdown;
    private readonly Comparison _comparison = new();
    private readonly LeaseWatch _lease;
    private readonly NodeReporter _reporter;
    private readonly PressureMonitor _pressure;
    private readonly ImageCollector _collector;
    private readonly ImageWatch _images;
    private readonly DeviceWatch _devices;
    private volatile EngineCondition _engine = new(false, "The container engine has not answered yet.");

    /// <summary>Makes the agent of this machine; it starts with the host.</summary>
    public NodeAgent(
        IContainerEngine engine,
        IControlPlane controlPlane,
        IConfigSource configuration,
        IEventWriter events,
        ProbeRunner probes,
        ContainerPlaces places,
        ContainerStats stats,
        IMachineShutdown shutdown,
        IOptions<NodeAgentOptions> options,
        IOptions<PressureOptions> pressure,
        TimeProvider clock,
        ILogger<NodeAgent> log)
    {
        _options = options.Value;
        _shutdown = shutdown;
        var folder = new NodeFolder(_options);
        var podEvents = new PodEvents(events, _options, clock);
        var cdi = new CdiSpecs(_options.Devices.CdiFolders, log);
        var smi = new NvidiaSmi(_options.Devices.NvidiaSmi, _options.Devices.ProgramTimeout, clock);
        _devices = new DeviceWatch(smi, cdi, engine, _options.Devices, clock, log) { Changed = () => _reporter?.DescribeAgain() };
        _images = new ImageWatch(engine, _options.Images, clock, log) { Changed = () => _reporter?.DescribeAgain() };
        var ledger = new ImageLedger(folder.ImageLedger, clock, log);
        _services = new AgentServices
        {
            Options = _options,
            Engine = engine,
            ControlPlane = controlPlane,
            Images = new ImageStore(engine, new PullCredentials(configuration, new NodeCredentials(_options.Images)), ledger, podEvents, _options.Images, clock)
            {
                Pulled = _images.LookAgain,
            },
            Events = podEvents,
            Network = new PodNetwork(_options),
            Folder = folder,
            Volumes = new PodVolumes(folder),
            Configuration = new ConfigWatch(configuration, _options.ConfigurationPeriod, clock, log),
            Machine = new MachineFacts(engine, _options, folder, _devices.ReportAsync, _images.ReportAsync),
            Devices = new DeviceGiver(engine, _devices, new DeviceHolds(), _options),
            SandboxImage = new SandboxImage(engine),
            Hooks = new LifecycleHooks(engine, clock),
            Probes = probes,
            Starts = new SemaphoreSlim(_options.ParallelStarts),
            HostAddress = MachineFacts.HostAddress(_options),
            Clock = clock,
            Log = log,
        };
        var inventory = new ImageInventory(engine, ledger, _options.Images.Collection, () => _workers.Values.SelectMany(worker => worker.Images), clock);
        _collector = new ImageCollector(engine, inventory, FileSystemUsage.Of, _options.Images, new NodeEvents(events, _options, clock), clock, log)
        {
            Removed = _images.LookAgain,
        };
        _pressure = new PressureMonitor(
            new PodsOnNode(_workers, places, folder, podEvents, clock),
            _collector,
            new MachineLook(engine, folder).ObserveAsync,
            stats,
            pressure.Value,
            clock,
            log) { Changed = () => _reporter?.Hurry() };
        _lease = new LeaseWatch(clock, EndWithoutLease);
        _reporter = new NodeReporter(_services, _services.Machine, _lease, _comparison, () => _engine, () => _pressure.Pressures, IsGuarded);
        Containers = new ContainersOnNode(_workers);
    }

    /// <summary>The pods that it runs, for those who read from them and write to them.</summary>
    public IContainersOnNode Containers { get; }

    /// <inheritdoc/>
    public void Accept(PodAssignment assignment)
    {
        lock (_workers)
        {
            var uid = assignment.Pod.Metadata.Uid;
            if (_workers.TryGetValue(uid, out var working))
            {
                Note(assignment);
                working.Accept(assignment);
                return;
            }

            if (_ended.Contains(uid) && assignment.Pod.Metadata.DeletionTimestamp is null)
            {
                return;
            }

            Note(assignment);
            var interrupted = _interrupted.Remove(uid);
            var worker = new PodWorker(_services, assignment, nothingThere: _services.Network.HadNothingOf(uid) && !interrupted);
            _workers[worker.Binding.Uid] = worker;
            worker.Completion = WorkAsync(worker);
        }
    }

    private void Note(PodAssignment assignment)
    {
        if (assignment.Pod.Metadata.DeletionTimestamp is not null)
        {
            _ended.Add(assignment.Pod.Metadata.Uid);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var goesDown = _options.RemoveContainersOnExit || await _shutdown.IsUnderWayAsync(cancellationToken);
        if (goesDown && _options.ShutdownGrace > TimeSpan.Zero && !_options.RemoveContainersOnExit)
        {
            _engine = new EngineCondition(false, "The node is shutting down.");
            _reporter.Hurry();
            await new GracefulShutdown(_services, () => [.. _workers.Values]).RunAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
        if (!goesDown)
        {
            await _reporter.LeaveAsync(cancellationToken);
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_workers.Values.Select(worker => worker.Completion)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_options.RemoveContainersOnExit)
        {
            await new NodeCleanup(_services).RunAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stopping.Dispose();
        _services.Starts.Dispose();
        _services.Hooks.Dispose();
        _services.SandboxImage.Dispose();
        _services.Images.Dispose();
        _collector.Dispose();
        _devices.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] loops =
        [
            WatchEngineAsync(stop.Token),
            _reporter.RunAsync(stop.Token),
            _lease.RunAsync(stop.Token),
            ResyncAsync(stop.Token),
            _collector.RunAsync(stop.Token),
            _images.RunAsync(stop.Token),
            _pressure.RunAsync(stop.Token),
            _devices.RunAsync(stop.Token),
            _services.Configuration.RunAsync(stop.Token),
        ];

        // None of them ends by itself. One that fails must not leave a node that looks alive and does only a part of its work: the host hears of it, and ends.
        await Task.WhenAny(loops);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
    }

    // Runs while the agent does: each end of the stream is an outage of the engine, after which everything is looked at again.
    private async Task WatchEngineAsync(CancellationToken cancellationToken)
    {
        var labels = ContainerLabels.OfNode(_options);
        DateTimeOffset? lostAt = null;
        for (var delay = TimeSpan.Zero; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await foreach (var happened in _services.Engine.WatchAsync(labels, cancellationToken))
                {
                    if (happened.Type == ContainerEventType.Connected)
                    {
                        await EngineFoundAsync(lostAt is { } from ? new Outage(from, _services.Clock.GetUtcNow()) : null, cancellationToken);
                        (lostAt, delay) = (null, TimeSpan.Zero);
                    }
                    else if (IsNews(happened) && happened.Labels.TryGetValue(ContainerLabels.PodUid, out var uid) && _workers.TryGetValue(uid, out var worker))
                    {
                        worker.Changed(happened);
                    }
                }
            }
            catch (EngineException e)
            {
                lostAt ??= _services.Clock.GetUtcNow();
                _engine = new EngineCondition(false, e.Message);
                LogEngineLost(_services.Log, e);
                delay = Retry.Next(delay);
                await Task.Delay(delay, _services.Clock, cancellationToken);
            }
        }
    }

    // Only workers start containers, and each looks at what it started anyway.
    private static bool IsNews(ContainerEvent happened) => happened.Type != ContainerEventType.Started;

    private async Task EngineFoundAsync(Outage? outage, CancellationToken cancellationToken)
    {
        await _services.Network.EnsureAsync(_services.Engine, cancellationToken);
        foreach (var worker in _workers.Values)
        {
            worker.LookAtAll(outage);
        }

        _engine = new EngineCondition(true, "The container engine answers.");
        _reporter.Hurry();
        LogEngineFound(_services.Log);
    }

    // Compares the workers with the node's bindings, again and again: what events and calls missed is found here.
    private async Task ResyncAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await CompareAsync(cancellationToken);
                failures = 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures++;
                LogResyncFailed(_services.Log, e);
            }

            await (failures == 0
                ? _comparison.Wanted.NoLongerThanAsync(_options.ResyncPeriod, _services.Clock, cancellationToken)
                : Task.Delay(Retry.AfterFailures(failures), _services.Clock, cancellationToken));
        }
    }

    private async Task WorkAsync(PodWorker worker)
    {
        await Task.Yield();
        AgentTelemetry.Pods.Add(1);
        try
        {
            await worker.RunAsync(_stopping.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What it has left on the engine has to be looked at before anything else is done for the pod.
            lock (_workers)
            {
                _interrupted.Add(worker.Binding.Uid);
            }

            LogWorkerFailed(_services.Log, e, worker.Binding.Namespace, worker.Binding.Name);
        }
        finally
        {
            _workers.TryRemove(worker.Binding.Uid, out _);
            worker.Dispose();
            _services.Devices.Release(worker.Binding.Uid);
            AgentTelemetry.Pods.Add(-1);
        }
    }
}
