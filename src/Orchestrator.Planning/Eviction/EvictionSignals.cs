using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Eviction;

/// <summary>What the signals are called, and what they mean for a node.</summary>
public static class EvictionSignals
{
    private static readonly ImmutableSortedDictionary<string, EvictionSignal> ByName = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("memory.available", EvictionSignal.MemoryAvailable),
            KeyValuePair.Create("nodefs.available", EvictionSignal.NodeFsAvailable),
            KeyValuePair.Create("nodefs.inodesFree", EvictionSignal.NodeFsInodesFree),
            KeyValuePair.Create("imagefs.available", EvictionSignal.ImageFsAvailable),
            KeyValuePair.Create("imagefs.inodesFree", EvictionSignal.ImageFsInodesFree),
            KeyValuePair.Create("pid.available", EvictionSignal.PidAvailable),
        ]);

    /// <summary>The names that settings use.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The signal of that name, or null.</summary>
    public static EvictionSignal? Find(string name) => ByName.TryGetValue(name, out var signal) ? signal : null;

    /// <summary>The condition of the node that says that it is short of this.</summary>
    public static string Condition(EvictionSignal signal) => signal switch
    {
        EvictionSignal.MemoryAvailable => NodeConditionType.MemoryPressure,
        EvictionSignal.PidAvailable => NodeConditionType.PidPressure,
        _ => NodeConditionType.DiskPressure,
    };

    /// <summary>The resource's name in messages.</summary>
    public static string Resource(EvictionSignal signal) => signal switch
    {
        EvictionSignal.MemoryAvailable => ResourceName.Memory,
        EvictionSignal.PidAvailable => "pids",
        EvictionSignal.NodeFsInodesFree or EvictionSignal.ImageFsInodesFree => "inodes",
        _ => ResourceName.EphemeralStorage,
    };

    /// <summary>An amount of the signal as messages write it.</summary>
    public static string Amount(EvictionSignal signal, long amount)
    {
        var bytes = signal is EvictionSignal.MemoryAvailable or EvictionSignal.NodeFsAvailable or EvictionSignal.ImageFsAvailable;
        return Quantity.Of(amount, bytes ? QuantityFormat.Binary : QuantityFormat.Decimal).ToString();
    }
}
