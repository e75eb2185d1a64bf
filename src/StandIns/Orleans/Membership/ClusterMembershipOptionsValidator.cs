using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Refuses settings with which healthy silos would be declared dead, or dead ones never.</summary>
internal sealed class ClusterMembershipOptionsValidator : IValidateOptions<ClusterMembershipOptions>
{
    private const int MissedMin = 3;

    public ValidateOptionsResult Validate(string? name, ClusterMembershipOptions options)
    {
        var faults = new List<string>();
        Require(options.ProbeTimeout > TimeSpan.Zero, nameof(options.ProbeTimeout), "more than 0", options.ProbeTimeout);
        Require(options.NumMissedProbesLimit >= MissedMin, nameof(options.NumMissedProbesLimit), $"{MissedMin} or more", options.NumMissedProbesLimit);
        Require(options.NumProbedSilos > 0, nameof(options.NumProbedSilos), "1 or more", options.NumProbedSilos);
        Require(
            options.NumVotesForDeathDeclaration > 0 && options.NumVotesForDeathDeclaration <= options.NumProbedSilos,
            nameof(options.NumVotesForDeathDeclaration),
            $"between 1 and NumProbedSilos ({options.NumProbedSilos}), for nobody else votes",
            options.NumVotesForDeathDeclaration);
        Require(
            options.IAmAliveTablePublishTimeout > TimeSpan.Zero && options.IAmAliveTablePublishTimeout <= options.DeathWindow / MissedMin,
            nameof(options.IAmAliveTablePublishTimeout),
            $"at most a third of ProbeTimeout times NumMissedProbesLimit ({options.DeathWindow / MissedMin})",
            options.IAmAliveTablePublishTimeout);
        Require(
            options.DeathVoteExpirationTimeout > options.DeathWindow,
            nameof(options.DeathVoteExpirationTimeout),
            $"more than ProbeTimeout times NumMissedProbesLimit ({options.DeathWindow})",
            options.DeathVoteExpirationTimeout);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Require(bool holds, string setting, string right, object found)
        {
            if (!holds)
            {
                faults.Add($"{nameof(ClusterMembershipOptions)}.{setting} must be {right}; it is {found}.");
            }
        }
    }
}
