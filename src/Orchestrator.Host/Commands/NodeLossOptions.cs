using System.CommandLine;
using Orchestrator.Grains;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Commands;

/// <summary>The options that say when the control plane takes a node for lost, and what becomes of its pods. Names are Kubernetes' where it has them.</summary>
internal sealed class NodeLossOptions
{
    private readonly Option<long?> _notReady = new("--default-not-ready-toleration-seconds")
    {
        Description = "How long pods stay on a node that says that it is not ready, unless they say otherwise; 300 by default.",
    };

    private readonly Option<long?> _unreachable = new("--default-unreachable-toleration-seconds")
    {
        Description = "How long pods stay on a node that is lost, unless they say otherwise; 0 by default (300 in Kubernetes).",
    };

    private readonly Option<string?> _silence = new("--node-monitor-grace-period") { Description = "How long a node may be silent before it counts as lost where the membership says nothing; 40s by default." };

    private readonly Option<string?> _lease = new("--node-lease-duration") { Description = "How long pods that must not run twice go on when their node is cut off; 90s by default." };

    private readonly Option<double?> _rate = new("--node-eviction-rate") { Description = "How many nodes a second lose their pods where several are lost at once; 1 by default." };

    private readonly Option<string?> _kept = new("--lost-pods-kept") { Description = "How long replaced pods stay listed while their node stays lost; 5m by default." };

    private readonly Option<bool> _rebalance = new("--rebalance")
    {
        Description = "Moves replicas of Deployments from crowded nodes to one that has come or come back, a few at a time and within their maxUnavailable.",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_notReady, _unreachable, _silence, _lease, _rate, _kept, _rebalance];

    /// <summary>What was given, to be put on the control plane's own settings.</summary>
    /// <exception cref="InvalidSettingException">Something is wrong.</exception>
    public Action<ControlPlaneOptions> Read(ParseResult result)
    {
        var (silence, lease, kept) = (OptionDurations.Read(result, _silence), OptionDurations.Read(result, _lease), OptionDurations.Read(result, _kept));
        return options =>
        {
            options.DefaultNotReadyTolerationSeconds = result.GetValue(_notReady) ?? options.DefaultNotReadyTolerationSeconds;
            options.DefaultUnreachableTolerationSeconds = result.GetValue(_unreachable) ?? options.DefaultUnreachableTolerationSeconds;
            options.NodeSilenceAllowed = silence ?? options.NodeSilenceAllowed;
            options.NodeLeaseDuration = lease ?? options.NodeLeaseDuration;
            options.LostPodsKept = kept ?? options.LostPodsKept;
            options.Rebalance = options.Rebalance with { Enabled = result.GetValue(_rebalance) };
            options.Eviction = options.Eviction with { NodesPerSecond = result.GetValue(_rate) ?? options.Eviction.NodesPerSecond };
        };
    }
}
