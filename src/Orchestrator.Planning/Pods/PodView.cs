using System.Collections.Immutable;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>All that an agent knows of a pod on its node.</summary>
public sealed record PodView
{
    /// <summary>What is wanted.</summary>
    public required PodSpec Spec { get; init; }

    /// <summary>Its containers: the init containers in their order, then the ordinary ones.</summary>
    public required ImmutableArray<ContainerView> Containers { get; init; }

    /// <summary>The sandbox, as a container that is always wanted; null where the pod needs none.</summary>
    public ContainerView? Sandbox { get; init; }

    /// <summary>Its volumes.</summary>
    public VolumesView Volumes { get; init; } = VolumesView.There;

    /// <summary>When the node took the pod, which its deadline counts from.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When everything of the pod is killed because nothing of it is wanted here any more; null while it is wanted.</summary>
    public DateTimeOffset? RemoveAt { get; init; }

    /// <summary>Whether its stored status says that it has ended for good.</summary>
    public bool Ended { get; init; }

    /// <summary>Why the node ends the pod, where it decided so; null where it did not.</summary>
    public PodFailure? Failure { get; init; }

    /// <summary>The grace of its containers.</summary>
    public TimeSpan Grace => PodGrace.Of(Spec);

    /// <summary>The policy that holds for one of its containers.</summary>
    public string PolicyOf(ContainerView container) => ContainerPolicy.Of(container.Role, Spec.RestartPolicy ?? RestartPolicy.Always);
}
