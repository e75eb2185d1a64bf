namespace Orchestrator.Planning.Scheduling.Snapshot;

internal sealed partial class ClusterIndex
{
    private readonly Dictionary<string, Nomination> _nominations = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<Nomination>> _nominated = [];

    /// <summary>Whether room is kept anywhere for pods for which others were displaced.</summary>
    public bool HasNominations => _nominations.Count > 0;

    public Nomination? NominationOf(string uid) => _nominations.GetValueOrDefault(uid);

    /// <summary>Keeps room on a node for a pod, in place of what was kept for it before.</summary>
    public void Nominate(ClusterPod pod, PodClass podClass, int slot)
    {
        Forget(pod.Uid);
        var nomination = new Nomination(pod, podClass, slot);
        podClass.Pods++;
        _nominations.Add(pod.Uid, nomination);
        if (!_nominated.TryGetValue(slot, out var list))
        {
            list = [];
            _nominated.Add(slot, list);
        }

        list.Add(nomination);
        Changes.Add(slot);
    }

    /// <summary>Keeps no room for a pod any more.</summary>
    public void Forget(string uid)
    {
        if (_nominations.Remove(uid, out var nomination))
        {
            nomination.Class.Pods--;
            var list = _nominated[nomination.Slot];
            list.Remove(nomination);
            if (list.Count == 0)
            {
                _nominated.Remove(nomination.Slot);
            }

            Changes.Add(nomination.Slot);
        }
    }

    /// <summary>Pods for which a node keeps room, and which a pod has to let go first.</summary>
    public IEnumerable<Nomination> Ahead(ClusterPod pod, int slot) =>
        _nominated.GetValueOrDefault(slot)?.Where(nomination => nomination.Pod.Priority >= pod.Priority && nomination.Pod.Uid != pod.Uid) ?? [];

    /// <summary>Puts those pods on the node for a while.</summary>
    public List<PodEntry> AddAhead(ClusterPod pod, int slot) => [.. Ahead(pod, slot).Select(nomination => Add(nomination.Pod, nomination.Class, slot))];

    public void RemoveAll(List<PodEntry> entries)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            Remove(entries[i]);
        }
    }

    public IEnumerable<Nomination> NominationsOn(int slot) => _nominated.GetValueOrDefault(slot) ?? [];

    public bool IsNominated(int slot) => _nominated.ContainsKey(slot);
}
