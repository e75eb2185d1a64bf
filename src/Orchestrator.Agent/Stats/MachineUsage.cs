using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Stats;

/// <summary>What is left of the machine: memory, disk, process ids.</summary>
/// <param name="nodeFolder">A folder on the file system of volumes and logs.</param>
/// <param name="proc">The kernel's <c>/proc</c>.</param>
public sealed class MachineUsage(string nodeFolder, string proc = "/proc")
{
    /// <summary>The memory of this machine.</summary>
    public static long MemoryCapacityBytes { get; } = new MachineUsage("/").Memory().Capacity;

    /// <summary>Looks at all of it.</summary>
    /// <param name="engineFolder">The folder of the engine; null where it is not known or is on another machine.</param>
    public ImmutableArray<SignalObservation> Observe(string? engineFolder)
    {
        var observed = ImmutableArray.CreateBuilder<SignalObservation>();
        observed.Add(Memory());
        observed.Add(Processes());
        AddDisk(observed, nodeFolder, EvictionSignal.NodeFsAvailable, EvictionSignal.NodeFsInodesFree);
        if (engineFolder is not null && Directory.Exists(engineFolder))
        {
            AddDisk(observed, engineFolder, EvictionSignal.ImageFsAvailable, EvictionSignal.ImageFsInodesFree);
        }

        return observed.ToImmutable();
    }

    // Free, and files in memory that nobody has touched of late: the rest is the working set of somebody.
    private SignalObservation Memory()
    {
        const long Kibi = 1024;
        var (total, free, inactive) = (0L, 0L, 0L);
        foreach (var line in File.ReadLines($"{proc}/meminfo"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (parts[0])
            {
                case "MemTotal:": total = Parse(parts[1]) * Kibi; break;
                case "MemFree:": free = Parse(parts[1]) * Kibi; break;
                case "Inactive(file):": inactive = Parse(parts[1]) * Kibi; break;
                default: break;
            }
        }

        return new SignalObservation(EvictionSignal.MemoryAvailable, free + inactive, total);
    }

    // The kernel stops at whichever of the two is less.
    private SignalObservation Processes()
    {
        var most = Math.Min(Parse(File.ReadAllText($"{proc}/sys/kernel/pid_max")), Parse(File.ReadAllText($"{proc}/sys/kernel/threads-max")));
        var running = Parse(File.ReadAllText($"{proc}/loadavg").Split(' ')[3].Split('/')[1]);
        return new SignalObservation(EvictionSignal.PidAvailable, most - running, most);
    }

    private static void AddDisk(ImmutableArray<SignalObservation>.Builder observed, string folder, EvictionSignal space, EvictionSignal inodes)
    {
        var usage = FileSystemUsage.Of(folder);
        observed.Add(new SignalObservation(space, usage.AvailableBytes, usage.CapacityBytes));
        if (usage.Inodes > 0)
        {
            observed.Add(new SignalObservation(inodes, usage.InodesFree, usage.Inodes));
        }
    }

    private static long Parse(string text) => long.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
}
