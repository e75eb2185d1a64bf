namespace Orchestrator.Agent.Probes;

/// <summary>
/// Lets so many probes run at the same time, and shares the places among pods: when one becomes free the pods that wait take turns, however many probes each has.
/// </summary>
/// <param name="places">How many run at the same time.</param>
/// <param name="most">How many there are at the same time, with those that have given their place back before they ended.</param>
/// <param name="mostOfPod">How many of one pod there are at the same time.</param>
internal sealed class ProbeLane(int places, int most, int mostOfPod)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly LinkedList<Share> _turns = new();
    private int _placesTaken;
    private int _count;

    /// <summary>How many have begun and not ended.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Begins a probe at once or when its turn has come, on the thread pool.</summary>
    public void Enter(WatchedProbe probe)
    {
        lock (_lock)
        {
            if (!_shares.TryGetValue(probe.PodUid, out var share))
            {
                _shares[probe.PodUid] = share = new Share(probe.PodUid);
            }

            share.Waiting.AddLast(probe);
            Queue(share);
            Grant();
        }
    }

    /// <summary>A probe that runs gives its place to another and goes on without.</summary>
    public void YieldPlace(WatchedProbe probe)
    {
        lock (_lock)
        {
            if (probe.HasPlace)
            {
                probe.HasPlace = false;
                _placesTaken--;
                Grant();
            }
        }
    }

    /// <summary>A probe that had begun has ended.</summary>
    public void Leave(WatchedProbe probe)
    {
        lock (_lock)
        {
            var share = _shares[probe.PodUid];
            _placesTaken -= probe.HasPlace ? 1 : 0;
            probe.HasPlace = false;
            _count--;
            share.Running--;
            Queue(share);
            Grant();
        }
    }

    /// <summary>Takes out a probe that waits for its turn.</summary>
    /// <returns>False if it does not wait here.</returns>
    public bool Withdraw(WatchedProbe probe)
    {
        lock (_lock)
        {
            var withdrawn = _shares.TryGetValue(probe.PodUid, out var share) && share.Waiting.Remove(probe);
            if (withdrawn)
            {
                Queue(share!);
            }

            return withdrawn;
        }
    }

    // A pod has a turn while it has a probe that waits and may begin; a pod with nothing at all is forgotten.
    private void Queue(Share share)
    {
        var wantsTurn = share.Waiting.Count > 0 && share.Running < mostOfPod;
        if (wantsTurn && share.Turn.List is null)
        {
            _turns.AddLast(share.Turn);
        }
        else if (!wantsTurn && share.Turn.List is not null)
        {
            _turns.Remove(share.Turn);
        }

        if (share.Waiting.Count == 0 && share.Running == 0)
        {
            _shares.Remove(share.PodUid);
        }
    }

    private void Grant()
    {
        while (_placesTaken < places && _count < most && _turns.First is { } turn)
        {
            var share = turn.Value;
            var probe = share.Waiting.First!.Value;
            share.Waiting.RemoveFirst();
            share.Running++;
            probe.HasPlace = true;
            _placesTaken++;
            _count++;
            _turns.Remove(turn);
            Queue(share);
            ThreadPool.UnsafeQueueUserWorkItem(probe, preferLocal: false);
        }
    }

    private sealed class Share
    {
        public Share(string podUid)
        {
            PodUid = podUid;
            Turn = new LinkedListNode<Share>(this);
        }

        public string PodUid { get; }

        public LinkedList<WatchedProbe> Waiting { get; } = new();

        public LinkedListNode<Share> Turn { get; }

        public int Running { get; set; }
    }
}
