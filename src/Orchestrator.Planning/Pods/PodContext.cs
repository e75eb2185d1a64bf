using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>What the state of a container means depends on its pod.</summary>
/// <param name="RestartPolicy">The pod's restart policy.</param>
/// <param name="Stage">Where the pod is.</param>
/// <param name="HasInitContainers">Whether others may have their turn before it.</param>
public sealed record PodContext(string RestartPolicy, PodStage Stage, bool HasInitContainers)
{
    /// <summary>What keeps all containers of the pod from being made: its volumes, its sandbox. Null where nothing does.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether the pod starts nothing any more.</summary>
    public bool IsEnding => Stage is PodStage.Over or PodStage.Ending or PodStage.Gone;

    /// <summary>Why a container waits that has not run yet.</summary>
    public string FirstReason => HasInitContainers ? ContainerReason.PodInitializing : ContainerReason.ContainerCreating;

    /// <summary>The context of the containers of a pod.</summary>
    public static PodContext Of(PodSpec spec, PodStage stage) =>
        new(spec.RestartPolicy ?? Resources.Core.RestartPolicy.Always, stage, !spec.InitContainers.IsEmpty);
}
