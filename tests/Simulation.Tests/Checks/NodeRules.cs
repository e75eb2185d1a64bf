using Orchestrator.Grains.Nodes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Simulations.Checks;

/// <summary>What a node has admitted never exceeds what it can allocate (invariant 2).</summary>
internal static class NodeRules
{
    public static void Check(NodeState state, Action<string> fail)
    {
        if (state.Resource is not { } node)
        {
            return;
        }

        var pods = state.Bindings.Where(binding => !binding.Finished).Select(binding => binding.Pod).ToList();
        var can = node.Status.Allocatable;
        Check("pods", pods.Count, can.AmountOf(ResourceName.Pods).Value);
        Check("milliCPU", pods.Sum(pod => pod.MilliCpu), can.AmountOf(ResourceName.Cpu).MilliValue);
        Check("bytes of memory", pods.Sum(pod => pod.MemoryBytes), can.AmountOf(ResourceName.Memory).Value);

        void Check(string what, long taken, long allocatable)
        {
            if (taken > allocatable)
            {
                fail($"invariant 2: {node.Metadata.Name} has admitted {taken} {what} and can allocate {allocatable}");
            }
        }
    }
}
