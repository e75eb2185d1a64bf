using Microsoft.Extensions.Options;

namespace Orchestrator.Grains;

/// <summary>Says what is wrong with the settings, and what would be right.</summary>
internal sealed class ControlPlaneOptionsValidator : IValidateOptions<ControlPlaneOptions>
{
    // An agent has five seconds to stop a pod, and its engine as many to do it.
    private static readonly TimeSpan MarginLeast = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaseLeast = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SilenceLeast = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ControlPlaneOptions options)
    {
        var faults = new List<string>();
        Require(options.DefaultNotReadyTolerationSeconds >= 0, $"{nameof(options.DefaultNotReadyTolerationSeconds)} must be 0 or more; got {options.DefaultNotReadyTolerationSeconds}");
        Require(options.DefaultUnreachableTolerationSeconds >= 0, $"{nameof(options.DefaultUnreachableTolerationSeconds)} must be 0 or more; got {options.DefaultUnreachableTolerationSeconds}");
        Between(options.NodeSilenceAllowed, SilenceLeast, nameof(options.NodeSilenceAllowed));
        Between(options.NodeLeaseDuration, LeaseLeast, nameof(options.NodeLeaseDuration));
        Between(options.NodeLeaseMargin, MarginLeast, nameof(options.NodeLeaseMargin));
        Between(options.LostPodsKept, TimeSpan.Zero, nameof(options.LostPodsKept));
        var rate = options.Eviction;
        Require(rate.NodesPerSecond is > 0 and <= 1000, $"Eviction.{nameof(rate.NodesPerSecond)} must be above 0 and at most 1000; got {rate.NodesPerSecond}");
        Require(rate.NodesPerSecondReduced is > 0 and <= 1000, $"Eviction.{nameof(rate.NodesPerSecondReduced)} must be above 0 and at most 1000; got {rate.NodesPerSecondReduced}");
        Require(rate.DisturbedShare is > 0 and <= 1, $"Eviction.{nameof(rate.DisturbedShare)} must be above 0 and at most 1; got {rate.DisturbedShare}");
        Require(rate.SmallClusterNodesMax >= 0, $"Eviction.{nameof(rate.SmallClusterNodesMax)} must be 0 or more; got {rate.SmallClusterNodesMax}");
        Require(options.Rebalance.MovesMax is >= 1 and <= 1000, $"Rebalance.{nameof(options.Rebalance.MovesMax)} must be between 1 and 1000; got {options.Rebalance.MovesMax}");
        Between(options.Rebalance.Period, TimeSpan.FromSeconds(1), $"Rebalance.{nameof(options.Rebalance.Period)}");
        if (options.Scheduling.Fault() is { } scheduling)
        {
            Require(false, $"{nameof(options.Scheduling)}.{scheduling}");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add($"{nameof(ControlPlaneOptions)}.{fault}.");
            }
        }

        void Between(TimeSpan value, TimeSpan least, string setting) =>
            Require(value >= least && value <= Longest, $"{setting} must be between {least} and {Longest}; got {value}");
    }
}
