using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Who has to leave its node for others.</summary>
public sealed partial class SchedulerGrain
{
    // Another life of this grain had others leave a node for a pod, and keeps no room for it any more.
    private async Task RememberNominationsAsync(IEnumerable<PodDemand> asking)
    {
        foreach (var group in asking.Where(IsForgotten).GroupBy(pod => pod.Wishes!.NominatedNodeName!, StringComparer.Ordinal).ToList())
        {
            foreach (var uid in await _surroundings.LeavingAsync(group.Key))
            {
                _view.Cluster.SetTerminating(uid, terminating: true);
            }

            foreach (var pod in group.Where(pod => !_gone.Contains(pod.Uid)))
            {
                _view.Cluster.Nominate(ClusterPod.Of(pod), group.Key);
            }
        }
    }

    private bool IsForgotten(PodDemand pod) => pod.Wishes?.NominatedNodeName is not null
        && _pending.Find(pod.Uid) is null && _view.Cluster.NominatedNodeOf(pod.Uid) is null && _view.Cluster.NodeOf(pod.Uid) is null;

    // Nobody is told to end whom a budget keeps and whose turn it is not: budgets are taken from first, and where they have changed since they were read, others are chosen. Their
    // own grains end them. The pod does not wait for any of that: a victim may itself be asking for a node.
    private async Task DisplaceAsync(PodDemand pod, PodDecision decision)
    {
        var isAllowed = await MayDisplaceAsync(decision);

        // Meanwhile it may have gone, or have found room elsewhere. What was taken from budgets for it runs out by itself.
        var isWanted = _view.Cluster.NominatedNodeOf(pod.Uid) == decision.NominatedNodeName;
        if (!isAllowed || !isWanted)
        {
            foreach (var uid in decision.Victims)
            {
                _view.Cluster.SetTerminating(uid, terminating: false);
            }

            if (isWanted)
            {
                _view.Cluster.Denominate(pod.Uid);
            }

            _reviewDue = true;
            Fire(ReviewPeriod);
            return;
        }

        foreach (var uid in decision.Victims)
        {
            _ = EvictAsync(uid, new EvictionOrder
            {
                Uid = uid,
                Reason = "PreemptionByScheduler",
                Message = "default-scheduler: preempting to accommodate a higher priority pod",
                Notice = new EvictionNotice("Preempted", $"Preempted by pod {pod.Uid} on node {decision.NominatedNodeName}"),
            });
        }
    }

    private async Task<bool> MayDisplaceAsync(PodDecision decision)
    {
        ImmutableArray<PodBinding> within =
        [
            .. decision.Victims.Except(decision.Violating, StringComparer.Ordinal).Select(_view.Cluster.Find).OfType<ClusterPod>()
                .Select(victim => new PodBinding(victim.Profile.Namespace, victim.Name, victim.Uid)),
        ];
        try
        {
            return within.IsEmpty || await GrainFactory.GetGrain<IDisruptionGrain>(GrainKey.Disruptions).AllowDisplacement(within);
        }
        catch (Exception e)
        {
            LogNotAllowed(_log, e, decision.Pod.Uid);
            return false;
        }
        finally
        {
            _surroundings.ForgetBudgets();
        }
    }

    private void Release(ImmutableArray<string> pods)
    {
        foreach (var uid in pods)
        {
            _view.Cluster.SetTerminating(uid, terminating: true);
            _ = EvictAsync(uid, new EvictionOrder
            {
                Uid = uid,
                Reason = "EvictionByPodGroup",
                Message = "default-scheduler: too few pods of its group have had a node for too long",
                Notice = new EvictionNotice("PodGroupIncomplete", "Gives its room back: too few pods of its group have had a node for too long"),
            });
        }
    }

    private async Task EvictAsync(string uid, EvictionOrder order)
    {
        try
        {
            if (_view.Cluster.Find(uid) is { } pod)
            {
                await GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(pod.Profile.Namespace, pod.Name)).Evict(order);
            }
        }
        catch (Exception e)
        {
            // It stays, as far as anybody knows, and may be chosen again.
            LogNotEvicted(_log, e, uid);
            _view.Cluster.SetTerminating(uid, terminating: false);
            _reviewDue = true;
            Fire(ReviewPeriod);
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Disruption budgets could not be asked whether pods may make room for {Uid}.")]
    private static partial void LogNotAllowed(ILogger log, Exception exception, string uid);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Pod {Uid} could not be told to make room for another.")]
    private static partial void LogNotEvicted(ILogger log, Exception exception, string uid);
}
