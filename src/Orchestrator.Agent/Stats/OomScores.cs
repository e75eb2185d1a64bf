using System.Globalization;
using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Stats;

/// <summary>The ranks among those that the kernel kills, as far as this machine lets them be given.</summary>
internal static class OomScores
{
    private const int LeastOfAll = -1000;

    // CAP_SYS_RESOURCE (capabilities(7)): without it nobody may rank a process above where it is itself.
    private const int SystemResource = 24;

    /// <summary>
    /// The least rank that is asked for. An engine that lacks the capability, as in a container or without root, cannot start what asks for less; it has no more than
    /// the machine's root has, and that is what is looked at.
    /// </summary>
    public static int Least { get; } = Look("/proc/self");

    /// <summary>The rank of a container, by its pod's class and its request.</summary>
    public static int Of(string qosClass, long memoryRequestBytes) =>
        Math.Max(Least, OomScore.Adjustment(qosClass, memoryRequestBytes, MachineUsage.MemoryCapacityBytes));

    private static int Look(string process)
    {
        var capabilities = File.ReadLines($"{process}/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        var mask = ulong.Parse(capabilities["CapEff:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var own = int.Parse(File.ReadAllText($"{process}/oom_score_adj").Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (mask >> SystemResource & 1) == 1 ? LeastOfAll : own;
    }
}
