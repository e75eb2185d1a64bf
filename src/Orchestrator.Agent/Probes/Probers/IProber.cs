namespace Orchestrator.Agent.Probes.Probers;

/// <summary>A way to ask a container. It is asked again and again, never twice at the same time.</summary>
internal interface IProber
{
    /// <summary>Asks once.</summary>
    /// <param name="cancellationToken">Cancelled when the time for an answer is up.</param>
    Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken);
}
