using System.Collections.Immutable;

namespace Orchestrator.Agent.Devices;

/// <summary>
/// Which pod of this agent's life has which device for itself, from the making of its first container until nothing of it is left. The node decides who gets what; it may give a device
/// away while the pod that had it still ends here, after a deletion without grace, and the next one waits for that.
/// </summary>
internal sealed class DeviceHolds
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _holders = new(StringComparer.Ordinal);

    /// <summary>Takes devices for a pod, all or none; null where it has them, else one that another pod has.</summary>
    public string? Take(string podUid, ImmutableArray<string> devices)
    {
        lock (_lock)
        {
            var taken = devices.FirstOrDefault(device => _holders.TryGetValue(device, out var holder) && holder != podUid);
            if (taken is null)
            {
                foreach (var device in devices)
                {
                    _holders[device] = podUid;
                }
            }

            return taken;
        }
    }

    /// <summary>Nothing of the pod is left.</summary>
    public void Release(string podUid)
    {
        lock (_lock)
        {
            foreach (var device in _holders.Where(hold => hold.Value == podUid).Select(hold => hold.Key).ToList())
            {
                _holders.Remove(device);
            }
        }
    }
}
