namespace Orchestrator.Contracts;

/// <summary>What became of a report.</summary>
public enum ReportOutcome
{
    /// <summary>It is stored, or changed nothing.</summary>
    Accepted,

    /// <summary>There is no pod of that uid, or it is bound to another node: what runs of it here has to go.</summary>
    NotBoundHere,
}
