namespace Orchestrator.Agent.Probes.Probers;

/// <summary>A probe that can't be carried out as it is declared, and says why each time.</summary>
internal sealed class UnaskableProber(string why) : IProber
{
    /// <inheritdoc/>
    public Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken) => Task.FromResult(ProbeAnswer.Unknown(why));
}
