using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Contracts;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// What this activation of a node has told lately, so that whoever looks again hears only what changed. Nothing of it is stored: marks of another life are not known.
/// </summary>
/// <param name="life">Tells this activation from others.</param>
internal sealed class NodeLooks(string life)
{
    // One scheduler looks, or a few of them.
    private const int KeptMax = 16;

    private readonly Queue<(string Mark, NodeState State)> _told = new();
    private long _count;

    /// <summary>What has become of the node since a mark was given.</summary>
    public NodeDelta Since(string? mark, NodeState state)
    {
        var before = mark is null ? null : _told.FirstOrDefault(told => told.Mark == mark).State;
        var next = before is not null && IsSame(before, state) ? mark! : Tell(state);
        if (state.Resource is null)
        {
            return new NodeDelta { Mark = next, Gone = true, Whole = true };
        }

        var view = Bindings.View(state);
        if (before?.Resource is null)
        {
            return new NodeDelta { Mark = next, Whole = true, Node = view with { Pods = [] }, Added = view.Pods };
        }

        var known = before.Bindings.Where(binding => !binding.Finished).ToDictionary(binding => binding.Pod.Uid, binding => binding.Pod, StringComparer.Ordinal);
        var now = state.Bindings.Where(binding => !binding.Finished).ToDictionary(binding => binding.Pod.Uid, binding => binding.Pod, StringComparer.Ordinal);
        return new NodeDelta
        {
            Mark = next,
            Node = IsSameNode(before, state) ? null : view with { Pods = [] },
            Added = [.. view.Pods.Where(pod => !ReferenceEquals(known.GetValueOrDefault(pod.Uid), now[pod.Uid]))],
            Removed = [.. known.Keys.Where(uid => !now.ContainsKey(uid)).Order(StringComparer.Ordinal)],
        };
    }

    private static bool IsSame(NodeState before, NodeState state) =>
        ReferenceEquals(before.Resource, state.Resource) && ReferenceEquals(before.Devices, state.Devices) && before.Bindings == state.Bindings;

    // What may be requested of devices depends on what the present pods have of them.
    private static bool IsSameNode(NodeState before, NodeState state) =>
        ReferenceEquals(before.Resource, state.Resource) && (state.Devices.Offers.IsEmpty || IsSame(before, state))
        && (before.Bindings == state.Bindings || Bindings.Successes(before).SequenceEqual(Bindings.Successes(state)));

    private string Tell(NodeState state)
    {
        if (_told.Count == KeptMax)
        {
            _told.Dequeue();
        }

        var mark = string.Create(CultureInfo.InvariantCulture, $"{life}/{++_count}");
        _told.Enqueue((mark, state));
        return mark;
    }
}
