using Orchestrator.Resources.Core;

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

    /// <summary>The probes of a container as it is declared.</summary>
    public static ContainerProbes Of(Container container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return new ContainerProbes
        {
            Startup = container.StartupProbe is { } startup ? ProbeSettings.Of(startup) : null,
            Readiness = container.ReadinessProbe is { } readiness ? ProbeSettings.Of(readiness) : null,
            Liveness = container.LivenessProbe is { } liveness ? ProbeSettings.Of(liveness) : null,
        };
    }
}
