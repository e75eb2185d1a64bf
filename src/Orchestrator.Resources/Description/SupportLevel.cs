namespace Orchestrator.Resources.Description;

/// <summary>What becomes of a field that a user sets.</summary>
public enum SupportLevel
{
    /// <summary>It has the effect that Kubernetes documents.</summary>
    Works,

    /// <summary>It is kept and returned, and the answer warns that it has no effect yet.</summary>
    Stored,

    /// <summary>It is an error that names it, because doing nothing would mislead about placement, security or data.</summary>
    Refused,
}
