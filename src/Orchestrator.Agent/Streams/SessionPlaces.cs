using Orchestrator.Contracts;

namespace Orchestrator.Agent.Streams;

/// <summary>Lets only so many be open at the same time, for each pod and for the node.</summary>
/// <param name="what">What is counted, in the plural.</param>
/// <param name="perPodMax">How many a pod may have.</param>
/// <param name="perNodeMax">How many all pods together may have.</param>
internal sealed class SessionPlaces(string what, int perPodMax, int perNodeMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _ofPods = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a place, which disposing of the result gives back.</summary>
    /// <exception cref="ApiException">429: there is none left.</exception>
    public IDisposable Enter(string podUid)
    {
        lock (_lock)
        {
            var ofPod = _ofPods.GetValueOrDefault(podUid);
            if (ofPod >= perPodMax || _all >= perNodeMax)
            {
                var whose = ofPod >= perPodMax ? $"the pod has {ofPod}" : $"the node has {_all}";
                throw ApiErrors.Of(429, "TooManyRequests", $"too many {what}: {whose}, and may not have more; try again when one has ended", null);
            }

            _ofPods[podUid] = ofPod + 1;
            _all++;
            return new Place(this, podUid);
        }
    }

    private void Leave(string podUid)
    {
        lock (_lock)
        {
            _all--;
            if (--_ofPods[podUid] == 0)
            {
                _ofPods.Remove(podUid);
            }
        }
    }

    private sealed class Place(SessionPlaces places, string podUid) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                places.Leave(podUid);
            }
        }
    }
}
