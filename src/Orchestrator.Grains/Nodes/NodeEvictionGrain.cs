using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// Sees how all nodes are, and lets those that are not ready lose their pods one after the other. It stores nothing: nodes ask again and again while they are not ready,
/// and say when that changes. Before a node that is only silent loses its pods, another has to be heard.
/// </summary>
public sealed class NodeEvictionGrain(GrainServices services) : Grain, INodeEvictionGrain
{
    private const int AskedAtOnce = 16;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, NodeStanding> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private DisruptionPlan? _plan;
    private IGrainTimer? _timer;
    private DateTimeOffset? _dueAt;
    private (long AskedAt, TimeSpan Silence)? _heard;

    private DateTimeOffset Now => services.Clock.GetUtcNow();

    // Two words of a node fit into this by the usual settings: whoever was heard within it is not silent, too.
    private TimeSpan Fresh => services.Options.NodeSilenceAllowed / 2;

    private bool OthersHeard => _heard is { } heard && services.Clock.GetElapsedTime(heard.AskedAt) + heard.Silence <= Fresh;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            WakeWaitingAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
        var stored = await services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Node" }, cancellationToken);
        foreach (var node in stored.Items.Select(item => ResourceJson.Deserialize<Node>(item.Document.Span)))
        {
            Set(node.Metadata.Name, node.Metadata.Labels, NodeConditions.IsReady(node));
        }
    }

    /// <inheritdoc/>
    public Task<bool> MayEvict(NodeStanding node)
    {
        // Whoever asks says how it is itself, and waits for nobody: a node whose grain does not answer must not keep others from being judged.
        _nodes[node.Name] = node;
        _doubted.Remove(node.Name);
        var may = Plan().Permits.ContainsKey(node.Name);
        if (!may && node.IsSilent && !OthersHeard)
        {
            LookIn(TimeSpan.Zero);
        }

        return Task.FromResult(may);
    }

    /// <inheritdoc/>
    public Task NodeChanged(string nodeName)
    {
        _doubted.Add(nodeName);
        LookIn(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private DisruptionPlan Plan()
    {
        _plan = DisruptionPlanner.Plan(_nodes.Values, _plan, services.Options.Eviction, OthersHeard, Now);
        if (_plan.LookAgainAt is { } at)
        {
            LookIn(at - Now);
        }

        return _plan;
    }

    private void LookIn(TimeSpan delay)
    {
        var at = Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        if (_dueAt is null || at < _dueAt)
        {
            _dueAt = at;
            _timer?.Change(at - Now > TimeSpan.Zero ? at - Now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    // Who gets a permit looks at once, and asks.
    private async Task WakeWaitingAsync(CancellationToken cancellationToken)
    {
        _dueAt = null;
        try
        {
            await RefreshAsync();
            await ListenAsync();
        }
        finally
        {
            if (_doubted.Count > 0 || IsListening())
            {
                LookIn(LookAgain);
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
        foreach (var names in _doubted.Order(StringComparer.Ordinal).Chunk(AskedAtOnce))
        {
            // What a node says from now on is doubted anew. A view is given at any time, also while its node asks here.
            _doubted.ExceptWith(names);
            var asked = names.Select(name => (Name: name, View: GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(name)).View())).ToList();
            Task all = Task.WhenAll(asked.Select(one => one.View));
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            foreach (var (name, view) in asked)
            {
                if (view.IsCompletedSuccessfully)
                {
                    Learn(name, await view);
                }
                else
                {
                    // A node whose grain does not answer stays in doubt, and keeps no other one there.
                    _doubted.Add(name);
                }
            }
        }
    }

    private void Learn(string name, NodeView? view)
    {
        if (view is null)
        {
            _nodes.Remove(name);
        }
        else
        {
            Set(name, view.Labels, view.Ready);
        }
    }

    // Why it is not ready only the node itself says; until then it counts as one of which nothing is heard.
    private void Set(string name, ImmutableSortedDictionary<string, string> labels, bool isReady) =>
        _nodes[name] = NodeStanding.Of(name, labels, isReady, isSilent: !isReady && (!_nodes.TryGetValue(name, out var known) || known.IsReady || known.IsSilent));

    private bool IsListening() =>
        !OthersHeard && _nodes.Values.Any(node => node.IsReady) && _nodes.Values.Any(node => node.IsSilent && _plan?.Permits.ContainsKey(node.Name) != true);

    private async Task ListenAsync()
    {
        if (!IsListening())
        {
            return;
        }

        // Nodes come and go while others are asked.
        foreach (var names in _nodes.Values.Where(node => node.IsReady).Select(node => node.Name).ToList().Chunk(AskedAtOnce))
        {
            await foreach (var answer in Task.WhenEach(names.Select(name => GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(name)).Silence())))
            {
                // A node whose grain does not answer is not heard.
                if (answer.IsCompletedSuccessfully && await answer is { } silence && silence <= Fresh)
                {
                    _heard = (services.Clock.GetTimestamp(), silence);
                    return;
                }
            }
        }
    }
}
