using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// Sees how all nodes are, and lets those that are not ready lose their pods one after the other. It stores nothing: nodes ask again and again while they are not ready,
/// and say when that changes.
/// </summary>
public sealed class NodeEvictionGrain(GrainServices services) : Grain, INodeEvictionGrain
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, NodeStanding> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private DisruptionPlan? _plan;
    private IGrainTimer? _timer;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            WakeWaitingAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
        var stored = await services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Node" }, cancellationToken);
        foreach (var node in stored.Items.Select(item => ResourceJson.Deserialize<Node>(item.Document.Span)))
        {
            _nodes[node.Metadata.Name] = NodeStanding.Of(node.Metadata.Name, node.Metadata.Labels, NodeConditions.IsReady(node));
        }
    }

    /// <inheritdoc/>
    public Task<bool> MayEvict(NodeStanding node)
    {
        // Whoever asks says how it is itself, and waits for nobody: a node whose grain does not answer must not keep others from being judged.
        _nodes[node.Name] = node;
        _doubted.Remove(node.Name);
        return Task.FromResult(Plan().Permits.ContainsKey(node.Name));
    }

    /// <inheritdoc/>
    public Task NodeChanged(string nodeName)
    {
        _doubted.Add(nodeName);
        _timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    private DisruptionPlan Plan()
    {
        var now = services.Clock.GetUtcNow();
        _plan = DisruptionPlanner.Plan(_nodes.Values, _plan, services.Options.Eviction, now);
        if (_plan.LookAgainAt is { } at)
        {
            _timer?.Change(at > now ? at - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return _plan;
    }

    // Who gets a permit looks at once, and asks.
    private async Task WakeWaitingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync();
        }
        finally
        {
            if (_doubted.Count > 0)
            {
                _timer?.Change(LookAgain, Timeout.InfiniteTimeSpan);
            }
        }

        var before = _plan?.Permits.Keys.ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var name in Plan().Permits.Keys.Where(name => !before.Contains(name)))
        {
            _ = GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(name)).LookAgain();
        }
    }

    private async Task RefreshAsync()
    {
        var names = _doubted.Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            // A view is given at any time, also while its node asks here.
            var view = await GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(name)).View();
            _doubted.Remove(name);
            if (view is null)
            {
                _nodes.Remove(name);
            }
            else
            {
                _nodes[name] = NodeStanding.Of(name, view.Labels, view.Ready);
            }
        }
    }
}
