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
    public static readonly TimeSpan AssumedFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // By node: the mark of the last look, and the pods that it has told.
    private readonly Dictionary<string, (string Mark, HashSet<string> Pods)> _seen = new(StringComparer.Ordinal);

    // By the steady clock: the other one can be set back, and who is gone would count for as long.
    private readonly Dictionary<string, (string Node, long Since)> _assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<GangSuccess>> _succeeded = new(StringComparer.Ordinal);

    // A pod that one node has admitted, of which nobody heard, and then another, is listed by both for a time. It counts on the one that told last; these are the others.
    private readonly Dictionary<string, HashSet<string>> _alsoOn = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsure = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _failing = new(StringComparer.Ordinal);

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
            _assumed[uid] = (node, clock.GetTimestamp());
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

    /// <summary>A pod asks again that has not come to the node that was assumed for it. It is sent there again, unless that node does not take such pods any more.</summary>
    public void Reconsider(string uid)
    {
        if (_assumed.ContainsKey(uid) && !Cluster.Suits(uid))
        {
            Withdraw(uid);
        }
    }

    /// <summary>Forgets who was proposed to a node and has not come.</summary>
    public bool Expire()
    {
        var old = _assumed.Where(pod => clock.GetElapsedTime(pod.Value.Since) > AssumedFor).Select(pod => pod.Key).ToList();
        old.ForEach(Withdraw);
        return old.Count > 0;
    }

    /// <summary>
    /// Looks at the nodes that have to be; true where there is news. A node that can't be looked at now stays as it was seen last, because it decides itself whom it takes; one
    /// that was never seen has to be, or pods would be told that there is no room for them.
    /// </summary>
    public async Task<bool> RefreshAsync(Func<string, string?, Task<NodeDelta>> look)
    {
        _doubted.UnionWith(_failing.Where(node => clock.GetElapsedTime(node.Value) >= LookAgain).Select(node => node.Key).ToList());
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
            _failing[name] = clock.GetTimestamp();
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
            _seen.Remove(name, out var last);
            _succeeded.Remove(name);
            foreach (var uid in last.Pods ?? [])
            {
                Recall(uid, name);
            }

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

        Recall(uid, node);
    }

    // A pod that has left a node may be on another that told of it before, and has nothing new to tell: all of that is looked at again.
    private void Recall(string uid, string left)
    {
        if (_alsoOn.Count == 0 || !_alsoOn.TryGetValue(uid, out var others))
        {
            return;
        }

        others.Remove(left);
        if (Cluster.NodeOf(uid) is null)
        {
            _alsoOn.Remove(uid);
            foreach (var other in others.Where(_seen.ContainsKey))
            {
                _seen[other] = _seen[other] with { Mark = "" };
                _doubted.Add(other);
            }
        }
        else if (others.Count == 0)
        {
            _alsoOn.Remove(uid);
        }
    }

    private void NoteOther(string uid, string node)
    {
        if (Cluster.NodeOf(uid) is { } other && other != node && _seen.TryGetValue(other, out var told) && told.Pods.Contains(uid))
        {
            if (!_alsoOn.TryGetValue(uid, out var others))
            {
                others = new HashSet<string>(StringComparer.Ordinal);
                _alsoOn.Add(uid, others);
            }

            others.Add(other);
        }
    }

    // What was assumed of it and what its node says of it is the same, but for what it asked of a choice of nodes.
    private void Add(PodDemand pod, string node, HashSet<string> pods)
    {
        pods.Add(pod.Uid);
        _assumed.Remove(pod.Uid);
        NoteOther(pod.Uid, node);
        Cluster.Confirm(ClusterPod.Of(pod), node);
        Met(pod);
    }
}
