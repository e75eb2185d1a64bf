using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Grains.Telemetry;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Preemption;

namespace Orchestrator.Grains.Scheduling;

/// <summary>One pass over those who ask, and over those who asked before where something has changed for them.</summary>
public sealed partial class SchedulerGrain
{
    private bool _asksNamespaces;

    private async Task PlaceBatchAsync()
    {
        var batch = _queue.ToList();
        _queue.Clear();
        try
        {
            batch.ForEach(asked => Hear(asked.Request));
            _reviewDue |= await _view.RefreshAsync((name, mark) => GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(name)).ViewSince(mark));
            _reviewDue |= Expire();
            await RememberNominationsAsync(batch.Select(asked => asked.Request.Pod));
            var pods = Candidates(batch.Select(asked => asked.Request.Pod));
            var context = await ContextAsync(pods);

            // From here on nothing is awaited: what was read is what is decided on.
            Decide(batch, pods, context);
        }
        catch (Exception e)
        {
            // Whoever asked hears of it and asks again.
            batch.ForEach(waiting => waiting.Answer.TrySetException(e));
        }
    }

    // A node that refused a pod although it was proposed is not what it was seen as.
    private void Hear(PlacementRequest request)
    {
        foreach (var node in request.RefusedBy)
        {
            _view.Doubt(node);
        }

        if (!request.RefusedBy.IsEmpty)
        {
            _view.Withdraw(request.Pod.Uid);
        }
    }

    private bool Expire()
    {
        var gone = _pending.Expire();
        gone.ForEach(_view.Cluster.Denominate);
        return _view.Expire() || gone.Count > 0;
    }

    // Those who ask, with the rest of their groups; all who wait where nodes have changed. Each wishes what it said last.
    private List<PendingPod> Candidates(IEnumerable<PodDemand> asking)
    {
        var asked = new Dictionary<string, PendingPod>(StringComparer.Ordinal);
        foreach (var pod in asking.Where(pod => !_gone.Contains(pod.Uid)))
        {
            Meet(pod);
            _view.Reconsider(pod.Uid);
            asked[pod.Uid] = _pending.Note(pod);
        }

        var review = _reviewDue && _services.Clock.GetElapsedTime(_reviewedAt) >= ReviewPeriod;
        if (review)
        {
            (_reviewDue, _reviewedAt) = (false, _services.Clock.GetTimestamp());
        }

        var groups = asked.Values.Where(pod => pod.Demand.Gang is not null).Select(Group).ToHashSet();
        return
        [
            .. _pending.All.Where(pod => review || asked.ContainsKey(pod.Demand.Uid) || (pod.Demand.Gang is not null && groups.Contains(Group(pod))))
                .OrderBy(pod => pod.Demand.Wishes?.CreatedAt ?? DateTimeOffset.MaxValue)
                .ThenBy(pod => pod.Demand.Uid, StringComparer.Ordinal),
        ];
    }

    private static (string Namespace, string Name) Group(PendingPod pod) => (pod.Demand.Namespace, pod.Demand.Gang!.Name);

    private void Meet(PodDemand pod)
    {
        _gangs.Note(pod);
        _asksNamespaces |= NamespaceSelection.IsAsked(pod.Affinity);
    }

    private async Task<SchedulingContext> ContextAsync(List<PendingPod> pods)
    {
        if (_asksNamespaces)
        {
            await _surroundings.ReadNamespacesAsync(_view.Cluster);
        }

        var mayDisplace = pods.Count > 0 && _view.Cluster.HasLesser(pods.Max(pod => pod.Demand.Priority));
        var budgets = mayDisplace ? await _surroundings.BudgetsAsync() : ImmutableArray<DisruptionBudget>.Empty;
        return new SchedulingContext { Budgets = budgets, Gangs = ReadGangs() };
    }

    private ImmutableArray<Gang> ReadGangs() => _gangs.Read(_view.Cluster, _view.Succeeded, _pending.All.Select(pod => pod.Demand));

    // Until somebody asks again nobody looks, and a group that misses nobody any more has all its time when it does again.
    private void NoteWholeGangs()
    {
        if (_gangs.MissesSomebody)
        {
            ReadGangs();
        }
    }

    private void Decide(List<(PlacementRequest Request, TaskCompletionSource<Placement> Answer)> batch, List<PendingPod> pods, SchedulingContext context)
    {
        // Somebody may have gone while budgets were read.
        pods.RemoveAll(pod => _pending.Find(pod.Demand.Uid) is null);
        var result = _scheduler.Schedule([.. pods.Select(pod => pod.Pod)], context);
        var decisions = result.Decisions.ToDictionary(decision => decision.Pod.Uid, StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            Follow(pod, decisions[pod.Demand.Uid]);
        }

        NoteWholeGangs();
        Release(result.Released);
        var asked = batch.Select(one => one.Request.Pod.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var (request, answer) in batch)
        {
            Answer(request.Pod, decisions.GetValueOrDefault(request.Pod.Uid), answer);
        }

        // Those who did not ask are told to, where it is worth it.
        foreach (var pod in pods)
        {
            var decision = decisions[pod.Demand.Uid];
            var isNews = decision.NodeName is not null || decision.NominatedNodeName != pod.NominatedNode || (pod.LacksMembers && !LacksMembers(decision));
            pod.LacksMembers = LacksMembers(decision);
            if (isNews && !asked.Contains(pod.Demand.Uid))
            {
                pod.NominatedNode = decision.NominatedNodeName;
                WakePod(pod.Demand.Namespace, pod.Demand.Name);
            }
        }
    }

    // A group of which too few are there is not held against any node.
    private static bool LacksMembers(PodDecision decision) => decision.Explanation is { Gang.Length: > 0, Reasons.IsEmpty: true };

    private void Follow(PendingPod pod, PodDecision decision)
    {
        if (decision.NodeName is { } node)
        {
            _pending.Remove(pod.Demand.Uid);
            _view.Assume(pod.Demand.Uid, node);
        }
        else if (!decision.Victims.IsEmpty)
        {
            _ = DisplaceAsync(pod.Demand, decision);
        }
    }

    private static void Answer(PodDemand pod, PodDecision? decision, TaskCompletionSource<Placement> answer)
    {
        if (decision is null)
        {
            answer.TrySetResult(new Placement(null, $"pod {pod.Namespace}/{pod.Name} is gone", null));
            return;
        }

        GrainTelemetry.Placements.Add(1, new KeyValuePair<string, object?>("outcome", decision.NodeName is null ? "unschedulable" : "placed"));
        answer.TrySetResult(new Placement(decision.NodeName, decision.Explanation?.Text ?? "", decision.NominatedNodeName));
    }
}
