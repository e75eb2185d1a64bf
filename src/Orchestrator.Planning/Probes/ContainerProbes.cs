namespace Orchestrator.Planning.Probes;

/// <summary>The probes of a container; null for one that it does not have.</summary>
public sealed record ContainerProbes
{
    /// <summary>Whether the container has started.</summary>
    public ProbeSettings? Startup { get; init; }

    /// <summary>Whether the container can serve.</summary>
    public ProbeSettings? Readiness { get; init; }

    /// <summary>Whether the container is better restarted.</summary>
    public ProbeSettings? Liveness { get; init; }

    /// <summary>The probe of a kind.</summary>
    public ProbeSettings? this[ProbeKind kind] => kind switch
    {
        ProbeKind.Startup => Startup,
        ProbeKind.Readiness => Readiness,
        ProbeKind.Liveness => Liveness,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are three kinds of probes."),
    };
}
