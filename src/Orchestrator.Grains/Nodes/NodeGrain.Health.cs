using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using EventType = Orchestrator.Contracts.Recording.EventType;

namespace Orchestrator.Grains.Nodes;

/// <summary>Whether the node's machine lives, and what its conditions and taints say of that.</summary>
public sealed partial class NodeGrain
{
    // By the steady clock: a clock that is set ahead makes nobody silent.
    private long _heardAt;
    private bool _heard;
    private long _guardedAt;
    private bool _mayEvict;

    private TimeSpan SilentFor => Services.Clock.GetElapsedTime(_heardAt);

    private bool SiloIsDead => NodeSilos.IsDead(silos, Name);

    // A pod that must not run twice may have come just after a renewal that was not certain yet.
    private TimeSpan LeaseAge => Services.Clock.GetElapsedTime(Math.Max(_heardAt, _guardedAt));

    private INodeEvictionGrain Evictions => GrainFactory.GetGrain<INodeEvictionGrain>(GrainKey.NodeEviction);

    /// <inheritdoc/>
    public async Task<NodeLease> Heartbeat(NodeHeartbeat heartbeat)
    {
        if (Resource is null)
        {
            // Somebody has deleted the node while its machine lives.
            throw ApiErrors.NotFound(Description.Group, Description.Plural, Name);
        }

        if (SiloIsDead)
        {
            // Its pods may be elsewhere already. It comes back as another silo, of which this one has yet to hear.
            throw new NodeUnreachableException($"The silo '{Name}' has been declared dead; its node is heard again when a new silo of that name has joined.");
        }

        NoteHeard();
        var before = Resource;
        await PersistAsync(state => Hear(state, heartbeat));
        if (!ReferenceEquals(before, Resource))
        {
            Told(before);
        }

        return new NodeLease(Services.Options.NodeLeaseDuration, State.Losses);
    }

    /// <inheritdoc/>
    public Task<TimeSpan?> Silence() => Task.FromResult<TimeSpan?>(_heard ? SilentFor : null);

    private void NoteHeard()
    {
        _heardAt = Services.Clock.GetTimestamp();
        _heard = true;
    }

    // Whoever has just read the state has heard nobody since: that nobody else has, and has renewed a lease, shows in the next write alone.
    private void ConcludeNothing()
    {
        _heardAt = Services.Clock.GetTimestamp();
        _heard = false;
    }

    private NodeState Hear(NodeState state, NodeHeartbeat heartbeat)
    {
        if (state.Resource is not { } node)
        {
            return state;
        }

        var after = NodeDocuments.WithTaints(NodeDocuments.With(node, NodeConditions.Of(heartbeat, state.Losses), Now), _mayEvict, Now);
        var isNews = !ReferenceEquals(after, node) || state.Lost || state.Left != heartbeat.Leaving;
        var guarded = heartbeat.Guarded || state.Bindings.Any(binding => binding is { Finished: false, Pod.AtMostOnce: true });
        return isNews || guarded
            ? state with { Resource = after, Lost = false, Left = heartbeat.Leaving, Renewals = guarded ? state.Renewals + 1 : state.Renewals }
            : state;
    }

    // What is lost is known by one write, with the taints that follow from it. A database that is away keeps that from happening, and so anything that would follow.
    private async Task JudgeAsync()
    {
        var before = Resource!;
        var isLoss = !State.Lost && new NodeSigns(SilentFor, SiloIsDead, State.Left).Judge(Services.Options.NodeSilenceAllowed) == NodeLiveness.Lost;
        var isReady = NodeConditions.IsReady(before) && !isLoss;
        _mayEvict = !isReady && await Evictions.MayEvict(NodeStanding.Of(Name, before.Metadata.Labels, isReady, isSilent: !SiloIsDead && (isLoss || State.Lost)));
        await PersistAsync(state => Judged(state, isLoss));
        if (isLoss)
        {
            LogLost(Log, Name, SilentFor.TotalSeconds);
        }

        if (!ReferenceEquals(before, Resource))
        {
            Told(before);
        }
    }

    private NodeState Judged(NodeState state, bool isLoss)
    {
        if (state.Resource is not { } node)
        {
            return state;
        }

        var after = NodeDocuments.WithTaints(isLoss ? NodeDocuments.With(node, NodeConditions.Silent, Now) : node, _mayEvict, Now);
        return isLoss ? state with { Resource = after, Lost = true, Losses = state.Losses + 1 }
            : ReferenceEquals(after, node) ? state
            : state with { Resource = after };
    }

    private void Told(Node before)
    {
        NotifyScheduler();
        var (was, isNow) = (NodeConditions.IsReady(before), NodeConditions.IsReady(Resource!));
        if (was == isNow)
        {
            return;
        }

        _ = Evictions.NodeChanged(Name);
        Wake();
        var reason = isNow ? "NodeReady" : "NodeNotReady";
        Record(EventType.Normal, reason, $"Node {Name} status is now: {reason}");
        if (isNow)
        {
            _asked.Clear();
            _ = GrainFactory.GetGrain<IRebalanceGrain>(GrainKey.Rebalance).NodeBecameReady();
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The node {Node} is lost; it was last heard of {Seconds} s ago, or not at all since this activation began.")]
    private static partial void LogLost(ILogger log, string node, double seconds);
}
