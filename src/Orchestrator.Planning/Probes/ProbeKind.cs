namespace Orchestrator.Planning.Probes;

/// <summary>What a probe finds out about a container.</summary>
public enum ProbeKind
{
    /// <summary>Whether it has started; until then the other two wait.</summary>
    Startup,

    /// <summary>Whether it can serve.</summary>
    Readiness,

    /// <summary>Whether it is better restarted.</summary>
    Liveness,
}
