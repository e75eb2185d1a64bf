using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Nodes;

internal static class NodeSamples
{
    public static DateTimeOffset Start { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Taint Taint(string key, string effect = TaintEffect.NoExecute) => new() { Key = key, Effect = effect, TimeAdded = Start };

    public static Toleration Tolerates(string key, long? seconds = null) =>
        new() { Key = key, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = seconds };

    /// <summary>Nodes of one zone: so many that are not ready, named n0, n1 ..., and so many that are, named r0, r1 ...</summary>
    public static IEnumerable<NodeStanding> Zone(int notReady, int ready, string zone = "") =>
        Enumerable.Range(0, notReady).Select(i => new NodeStanding($"{zone}n{i}", zone, false, false)).Concat(Enumerable.Range(0, ready).Select(i => new NodeStanding($"{zone}r{i}", zone, true, false)));
}
