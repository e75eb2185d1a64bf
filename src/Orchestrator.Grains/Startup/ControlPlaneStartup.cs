using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Admitting;
using Orchestrator.Grains.Namespaces;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Grains.Startup;

/// <summary>
/// What a silo does once when it has started: it makes what every cluster has, and looks at whatever an earlier life left half done. Reminders would get to it
/// too, minutes later.
/// </summary>
public sealed partial class ControlPlaneStartup(
    IGrainFactory grains, IResourceReader reader, IPassiveResourceStore store, IIdentities ids, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ControlPlaneStartup> log) : BackgroundService
{
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10));

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all of it is done.</summary>
    public Task Done => _done.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until all of the host has started, its silo takes no calls.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        for (var delay = Retry.First; ; delay = Retry.Next(delay))
        {
            try
            {
                await SystemPriorityClasses.EnsureAsync(reader, store, ids, clock, stoppingToken);
                await MakeNamespacesAsync();
                await grains.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler).Resync();
                await grains.GetGrain<IGarbageCollectorGrain>(GrainKey.GarbageCollector).Start();
                await grains.GetGrain<IQuotaGrain>(GrainKey.Quotas).Start();
                await grains.GetGrain<IDisruptionGrain>(GrainKey.Disruptions).Start();
                await WakeAsync(stoppingToken);
                _done.TrySetResult();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotReady(log, e);
            }

            await Task.Delay(delay, clock, stoppingToken);
        }
    }

    private async Task MakeNamespacesAsync()
    {
        foreach (var name in SystemNamespaces.All)
        {
            var grain = grains.GetGrain<INamespaceGrain>(GrainKey.Namespace(name));
            if (await grain.Read() is null)
            {
                await grain.Create(new Namespace { Metadata = new ObjectMeta { Name = name } }, WriteOptions.Default);
            }
        }
    }

    // Reading an object activates its grain, and an activated grain looks at its object.
    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        await WakeAsync("", "Node", key => grains.GetGrain<INodeGrain>(GrainKey.Node(key.Name)).Read(), cancellationToken);
        await WakeAsync("", "Namespace", key => grains.GetGrain<INamespaceGrain>(GrainKey.Namespace(key.Name)).Read(), cancellationToken);
        await WakeAsync("apps", "Deployment", key => grains.GetGrain<IDeploymentGrain>(GrainKey.Deployment(key.Namespace, key.Name)).Read(), cancellationToken);
        await WakeAsync("apps", "ReplicaSet", key => grains.GetGrain<IReplicaSetGrain>(GrainKey.ReplicaSet(key.Namespace, key.Name)).Read(), cancellationToken);
    }

    private async Task WakeAsync(string group, string kind, Func<ResourceKey, Task> read, CancellationToken cancellationToken)
    {
        const int PageSize = 500;
        const int Parallel = 16;
        var query = new ResourceQuery { Group = group, Kind = kind, Limit = PageSize };
        do
        {
            var page = await reader.ListAsync(query, cancellationToken);
            foreach (var batch in page.Items.Chunk(Parallel))
            {
                await Task.WhenAll(batch.Select(item => read(item.Key)));
            }

            query = query with { Continue = page.Continue };
        }
        while (query.Continue is not null);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The control plane could not look at what there is yet; it tries again.")]
    private static partial void LogNotReady(ILogger log, Exception exception);
}
