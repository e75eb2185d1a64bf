using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// The nodes as the scheduler sees them: what they said last, and what was proposed to them since. Each look tells what changed, and only that touches the cluster that is kept.
/// </summary>
internal sealed class ClusterView(TimeProvider clock)
{
    private const int ParallelLooks = 32;

    // A pod that was proposed to a node and never came to it is forgotten after this.
    private static readonly TimeSpan AssumedFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // By node: the mark of the last look, and the pods that it has told.
    private readonly Dictionary<string, (string Mark, HashSet<string> Pods)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Node, DateTimeOffset Until)> _assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<GangSuccess>> _succeeded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsure = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _failing = new(StringComparer.Ordinal);

    private Task _lookingAside = Task.CompletedTask;
    private bool _hasNews;

    /// <summary>Nodes, their pods and those that are assumed on them.</summary>
    public Cluster Cluster { get; } = new();

    /// <summary>How many pods of which groups have done their work, node by node.</summary>
    public IEnumerable<GangSuccess> Succeeded => _succeeded.Values.SelectMany(successes => successes);

    /// <summary>Told of each pod that a node says it has.</summary>
    public Action<PodDemand> Met { get; init; } = _ => { };

    /// <summary>Whether nodes have to be looked at, or are, or what was seen has been considered by nobody yet.</summary>
    public bool HasDoubts => _doubted.Count > 0 || _unsure.Count > 0 || _hasNews || !_lookingAside.IsCompleted;

    /// <summary>Whether nodes could not be looked at, and will be a little later.</summary>
    public bool HasFailures => _failing.Count > 0;

    /// <summary>A node as it is stored, with its pods. It gave no mark with that, so the next look is at all of it.</summary>
    public void Restore(NodeView node) => Set(node.Name, new NodeDelta { Mark = "", Whole = true, Node = node with { Pods = [] }, Added = node.Pods });

    /// <summary>What is seen of a node may lack something. It is looked at again, and good enough meanwhile.</summary>
    public void Suspect(string node) => _unsure.Add(node);

    /// <summary>A node has to be looked at again before anything is decided.</summary>
    public void Doubt(string node) => _doubted.Add(node);

    /// <summary>A pod counts on its node from now on, until the node says so itself.</summary>
    public void Assume(string uid, string node)
    {
        if (_seen.GetValueOrDefault(node).Pods?.Contains(uid) != true)
        {
            _assumed[uid] = (node, clock.GetUtcNow() + AssumedFor);
        }
    }

    /// <summary>A pod is not coming to the node that was assumed for it.</summary>
    public void Withdraw(string uid)
    {
        if (_assumed.Remove(uid))
        {
            Cluster.Unbind(uid);
        }
    }

    /// <summary>Forgets who was proposed to a node and has not come.</summary>
    public bool Expire()
    {
        var now = clock.GetUtcNow();
        var old = _assumed.Where(pod => pod.Value.Until < now).Select(pod => pod.Key).ToList();
        old.ForEach(Withdraw);
        return old.Count > 0;
    }

    /// <summary>
    /// Looks at the nodes that have to be; true where there is news. A node that can't be looked at now stays as it was seen last, because it decides itself whom it takes; one
    /// that was never seen has to be, or pods would be told that there is no room for them.
    /// </summary>
    public async Task<bool> RefreshAsync(Func<string, string?, Task<NodeDelta>> look)
    {
        var now = clock.GetUtcNow();
        _doubted.UnionWith(_failing.Where(node => node.Value <= now).Select(node => node.Key).ToList());
        var names = new Queue<string>(_doubted.Order(StringComparer.Ordinal));
        var isNews = names.Count > 0 || _hasNews;
        _hasNews = false;
        if (_unsure.Count > 0 && _lookingAside.IsCompleted)
        {
            _lookingAside = LookAsideAsync(look);
        }

        await LookAsync(names, look);
        return isNews;
    }

    // Who comes from what is stored is good enough to begin with, and its grain may have to come up first: nobody waits for that.
    private async Task LookAsideAsync(Func<string, string?, Task<NodeDelta>> look)
    {
        var names = new Queue<string>(_unsure.Order(StringComparer.Ordinal));
        _unsure.Clear();
        await LookAsync(names, look);
        _hasNews = true;
    }

    // So many at a time. Each begins with the next as soon as it is done, so that a slow one holds up nobody else.
    private Task LookAsync(Queue<string> names, Func<string, string?, Task<NodeDelta>> look) =>
        Task.WhenAll(Enumerable.Range(0, Math.Min(ParallelLooks, names.Count)).Select(async _ =>
        {
            while (names.TryDequeue(out var name))
            {
                await LookAsync(name, look);
            }
        }));

    // Whoever doubts the node while it is looked at is heard.
    private async Task LookAsync(string name, Func<string, string?, Task<NodeDelta>> look)
    {
        _doubted.Remove(name);
        _failing.Remove(name);
        try
        {
            var mark = MarkOf(name);
            var delta = await look(name, mark);
            if (MarkOf(name) != mark)
            {
                // Another look was quicker, and this one may be the older.
                _doubted.Add(name);
                return;
            }

            Set(name, delta);
        }
        catch (Exception) when (_seen.ContainsKey(name))
        {
            _failing[name] = clock.GetUtcNow() + LookAgain;
        }
        catch
        {
            _doubted.Add(name);
            throw;
        }
    }

    private string? MarkOf(string name) => _seen.TryGetValue(name, out var seen) ? seen.Mark : null;

    private void Set(string name, NodeDelta delta)
    {
        if (delta.Gone)
        {
            Cluster.RemoveNode(name);
            _seen.Remove(name);
            _succeeded.Remove(name);
            return;
        }

        if (delta.Node is { } node)
        {
            Cluster.SetNode(ClusterNode.Of(node));
            SetSucceeded(node);
        }

        var pods = _seen.TryGetValue(name, out var seen) ? seen.Pods : new HashSet<string>(StringComparer.Ordinal);
        var removed = delta.Whole ? pods.Except(delta.Added.Select(pod => pod.Uid), StringComparer.Ordinal).ToList() : [.. delta.Removed];
        removed.ForEach(uid => Remove(uid, name, pods));
        foreach (var pod in delta.Added)
        {
            Add(pod, name, pods);
        }

        _seen[name] = (delta.Mark, pods);
    }

    private void SetSucceeded(NodeView node)
    {
        if (node.Succeeded.IsEmpty)
        {
            _succeeded.Remove(node.Name);
        }
        else
        {
            _succeeded[node.Name] = node.Succeeded;
        }
    }

    private void Remove(string uid, string node, HashSet<string> pods)
    {
        pods.Remove(uid);
        if (Cluster.NodeOf(uid) == node && !_assumed.ContainsKey(uid))
        {
            Cluster.Unbind(uid);
        }
    }

    // What was assumed of it and what its node says of it is the same, but for what it asked of a choice of nodes.
    private void Add(PodDemand pod, string node, HashSet<string> pods)
    {
        pods.Add(pod.Uid);
        _assumed.Remove(pod.Uid);
        Cluster.Confirm(ClusterPod.Of(pod), node);
        Met(pod);
    }
}
