using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// Looks at how the replicas of Deployments are spread after a node has become ready, and has a few of them leave crowded nodes, again and again until a look moves
/// nothing and none are missing, because what is missing holds back the rest. It stores nothing: one that is interrupted begins with the next node.
/// </summary>
public sealed partial class RebalanceGrain(GrainServices services) : Grain, IRebalanceGrain
{
    private readonly ILogger _log = services.Logs.CreateLogger<RebalanceGrain>();
    private IGrainTimer? _timer;
    private int _looksInVain;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            LookAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = false, KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task NodeBecameReady()
    {
        if (services.Options.Rebalance.Enabled)
        {
            _looksInVain = 0;
            LookIn(services.Options.Rebalance.Period);
        }

        return Task.CompletedTask;
    }

    private void LookIn(TimeSpan delay) => _timer?.Change(delay, Timeout.InfiniteTimeSpan);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var sets = await SetsAsync(cancellationToken);
            var moves = RebalancePlanner.Plan(sets, await NodesAsync(cancellationToken), services.Options.Rebalance.MovesMax);
            foreach (var move in moves)
            {
                LogMove(_log, move.Pod.Namespace, move.Pod.Name, move.From, move.For);
                await GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(move.Pod.Namespace, move.Pod.Name)).Evict(new EvictionOrder
                {
                    Uid = move.Pod.Uid,
                    Reason = "EvictionByRebalance",
                    Message = $"Rebalance: node {move.From} has more of these replicas than node {move.For}",
                });
            }

            _looksInVain = moves.IsEmpty ? _looksInVain + 1 : 0;
            if (RebalancePlanner.LooksAgain(sets, moves, _looksInVain))
            {
                LookIn(services.Options.Rebalance.Period);
            }
        }
        catch (Exception e)
        {
            LogFailed(_log, e);
            LookIn(services.Options.Rebalance.Period);
        }
    }

    private async Task<List<NodeView>> NodesAsync(CancellationToken cancellationToken)
    {
        var views = new List<NodeView>();
        foreach (var node in await ListAsync<Node>("", cancellationToken))
        {
            if (await GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(node.Metadata.Name)).View() is { } view)
            {
                views.Add(view);
            }
        }

        return views;
    }

    // A set may spare what its Deployment's maxUnavailable leaves of it now.
    private async Task<List<MovableSet>> SetsAsync(CancellationToken cancellationToken)
    {
        var deployments = (await ListAsync<Deployment>("apps", cancellationToken)).ToDictionary(deployment => deployment.Metadata.Uid, StringComparer.Ordinal);
        var sets = (await ListAsync<ReplicaSet>("apps", cancellationToken)).ToDictionary(set => set.Metadata.Uid, StringComparer.Ordinal);
        var pods = await ListAsync<Pod>("", cancellationToken);
        return
        [
            .. from pod in pods
               where pod.Metadata.DeletionTimestamp is null
               let owner = pod.Metadata.ControllerReference()?.Uid
               where owner is not null && sets.ContainsKey(owner)
               group pod by owner into members
               let deployment = deployments.GetValueOrDefault(sets[members.Key].Metadata.ControllerReference()?.Uid ?? "")
               where deployment is { Metadata.DeletionTimestamp: null }
               select new MovableSet
               {
                   Uid = members.Key,
                   Pods = [.. members.Select(pod => pod.Metadata.Uid)],
                   ReadyPods = [.. members.Where(pod => PodLife.IsReady(pod.Status)).Select(PodDemand.Of)],
                   Spare = RebalancePlanner.SpareOf(deployment),
                   IsShort = RebalancePlanner.IsShort(deployment),
               },
        ];
    }

    private async Task<ImmutableArray<T>> ListAsync<T>(string group, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var stored = await services.Reader.ListAsync(new ResourceQuery { Group = group, Kind = typeof(T).Name }, cancellationToken);
        return [.. stored.Items.Select(item => ResourceJson.Deserialize<T>(item.Document.Span))];
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Pod {Namespace}/{Pod} leaves node {From}; node {For} has fewer of its kind.")]
    private static partial void LogMove(ILogger log, string @namespace, string pod, string from, string @for);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "How replicas are spread could not be looked at; it will be.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
