using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Grains.Scheduling;

/// <summary>The pods that have no node. They ask again every now and then; one that does not is gone.</summary>
internal sealed class PendingPods(TimeProvider clock)
{
    // Several times as long as a pod waits before it asks again.
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, PendingPod> _pods = new(StringComparer.Ordinal);

    public int Count => _pods.Count;

    public IEnumerable<PendingPod> All => _pods.Values;

    public PendingPod? Find(string uid) => _pods.GetValueOrDefault(uid);

    /// <summary>The pod asks.</summary>
    public PendingPod Note(PodDemand pod)
    {
        var pending = new PendingPod(pod, clock.GetTimestamp()) { NominatedNode = pod.Wishes?.NominatedNodeName };
        _pods[pod.Uid] = pending;
        return pending;
    }

    public void Remove(string uid) => _pods.Remove(uid);

    /// <summary>Forgets those that have not asked for long; returns their uids.</summary>
    public List<string> Expire()
    {
        var old = _pods.Values.Where(pod => clock.GetElapsedTime(pod.AskedAt) > ForgottenAfter).Select(pod => pod.Demand.Uid).ToList();
        old.ForEach(Remove);
        return old;
    }
}
