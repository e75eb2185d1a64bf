using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Grains.Scheduling;

/// <summary>The nodes as the scheduler sees them: what they said last, and what was proposed to them since.</summary>
internal sealed class ClusterView(TimeProvider clock)
{
    // A pod that was proposed to a node and never came to it is forgotten after this.
    private static readonly TimeSpan AssumedFor = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<string, NodeView> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PodDemand Pod, string Node, DateTimeOffset Until)> _assumed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);

    /// <summary>A node has to be looked at again.</summary>
    public void Doubt(string node) => _doubted.Add(node);

    /// <summary>A pod counts on a node from now on, until the node says so itself.</summary>
    public void Assume(PodDemand pod, string node) => _assumed[pod.Uid] = (pod, node, clock.GetUtcNow() + AssumedFor);

    /// <summary>Looks at the nodes that have to be; true where there were any.</summary>
    public async Task<bool> RefreshAsync(Func<string, Task<NodeView?>> look)
    {
        var names = _doubted.Order(StringComparer.Ordinal).ToList();
        _doubted.Clear();
        try
        {
            foreach (var batch in names.Chunk(32))
            {
                var views = await Task.WhenAll(batch.Select(look));
                for (var i = 0; i < batch.Length; i++)
                {
                    Set(batch[i], views[i]);
                }
            }
        }
        catch
        {
            _doubted.UnionWith(names);
            throw;
        }

        return names.Count > 0;
    }

    /// <summary>The nodes, with what is assumed of them.</summary>
    public IReadOnlyList<NodeView> Nodes()
    {
        var now = clock.GetUtcNow();
        foreach (var old in _assumed.Where(pod => pod.Value.Until < now).Select(pod => pod.Key).ToList())
        {
            _assumed.Remove(old);
        }

        var assumed = _assumed.Values.ToLookup(pod => pod.Node, pod => pod.Pod, StringComparer.Ordinal);
        return [.. _nodes.Values.Select(node => node with { Pods = node.Pods.AddRange(assumed[node.Name].OrderBy(pod => pod.Uid, StringComparer.Ordinal)) })];
    }

    private void Set(string name, NodeView? view)
    {
        if (view is null)
        {
            _nodes.Remove(name);
            return;
        }

        _nodes[name] = view;
        foreach (var pod in view.Pods)
        {
            _assumed.Remove(pod.Uid);
        }
    }
}
