namespace Orchestrator.Agent.Pods;

/// <summary>
/// The uids of pods of whose deletion the node was told, the newest of them. A deletion is never taken back, so whatever says later that such a pod is to run was
/// sent before it and came late.
/// </summary>
internal sealed class EndedPods
{
    // What comes late comes within a call's timeout; a node ends far fewer pods in that time.
    private const int UidsMax = 4096;

    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    /// <summary>The pod is being deleted.</summary>
    public void Add(string uid)
    {
        if (_uids.Add(uid))
        {
            _oldestFirst.Enqueue(uid);
            if (_oldestFirst.Count > UidsMax)
            {
                _uids.Remove(_oldestFirst.Dequeue());
            }
        }
    }

    /// <summary>Whether the pod was being deleted.</summary>
    public bool Contains(string uid) => _uids.Contains(uid);
}
