using System.Collections.Immutable;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Agent.Stats;

/// <summary>What many containers use together.</summary>
/// <param name="Cores">Processor time a second, in cores.</param>
/// <param name="WorkingSetBytes">Memory that can't be taken back at once.</param>
/// <param name="Processes">Processes and threads.</param>
public sealed record UsageTotals(double Cores, long WorkingSetBytes, long Processes)
{
    /// <summary>Nothing.</summary>
    public static UsageTotals None { get; } = new(0, 0, 0);

    /// <summary>Adds up the containers of each namespace.</summary>
    /// <param name="before">An earlier look, or null. A container that was not there then has no rate yet.</param>
    /// <param name="now">The look.</param>
    public static ImmutableSortedDictionary<string, UsageTotals> OfNamespaces(NodeUsage? before, NodeUsage now)
    {
        var earlier = (before?.Pods ?? []).SelectMany(pod => pod.Containers, (pod, sample) => (Key: (pod.Uid, sample.Name), sample)).ToDictionary(one => one.Key, one => one.sample);
        return now.Pods
            .SelectMany(pod => pod.Containers, (pod, sample) => (pod.Namespace, Totals: Of(earlier.GetValueOrDefault((pod.Uid, sample.Name)), sample)))
            .GroupBy(one => one.Namespace, one => one.Totals, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Aggregate(None, Sum), StringComparer.Ordinal);
    }

    /// <summary>Both together.</summary>
    public static UsageTotals Sum(UsageTotals one, UsageTotals other) =>
        new(one.Cores + other.Cores, one.WorkingSetBytes + other.WorkingSetBytes, one.Processes + other.Processes);

    // A container that was started again has used less than before.
    private static UsageTotals Of(ContainerSample? before, ContainerSample now)
    {
        var comparable = before is not null && now.At > before.At && now.CpuNanoseconds >= before.CpuNanoseconds;
        var cores = comparable ? (now.CpuNanoseconds - before!.CpuNanoseconds) / ((now.At - before.At).TotalSeconds * 1e9) : 0;
        return new UsageTotals(cores, now.WorkingSetBytes, now.Processes);
    }
}
