using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Pods;

/// <summary>What is known of a pod's volumes.</summary>
/// <param name="Ready">Whether all of them are there.</param>
/// <param name="Setback">What keeps one of them from being there, or null.</param>
public sealed record VolumesView(bool Ready, Setback? Setback = null)
{
    /// <summary>The volumes of a pod that has none, or has all of them.</summary>
    public static readonly VolumesView There = new(true);
}
