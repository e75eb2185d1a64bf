namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>How much each score counts, each from 0 to 100: the weights of Kubernetes' default profile.</summary>
public sealed record ScoreWeights
{
    /// <summary>Taints that a pod had better keep off.</summary>
    public long Taints { get; init; } = 3;

    /// <summary>Preferred node affinity.</summary>
    public long NodeAffinity { get; init; } = 2;

    /// <summary>Spread constraints that may be broken.</summary>
    public long Spread { get; init; } = 2;

    /// <summary>Preferred pod affinity and anti-affinity, either way.</summary>
    public long PodAffinity { get; init; } = 2;

    /// <summary>How full the node is.</summary>
    public long Allocation { get; init; } = 1;

    /// <summary>How evenly its resources are taken.</summary>
    public long Balance { get; init; } = 1;

    /// <summary>Images that are there already.</summary>
    public long Images { get; init; } = 1;
}
