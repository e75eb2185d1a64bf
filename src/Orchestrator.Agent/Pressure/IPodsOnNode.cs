using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Pressure;

/// <summary>The pods of this node, as whoever watches its resources sees them.</summary>
public interface IPodsOnNode
{
    /// <summary>Those that run and are not on their way out.</summary>
    Task<IReadOnlyList<PodOnNode>> RunningAsync(CancellationToken cancellationToken);

    /// <summary>A container has as many processes as it may, and wanted more.</summary>
    void TellOfProcessLimit(PodOnNode pod, ContainerOnNode container);

    /// <summary>Ends a pod as Failed, with the reason Evicted; nothing happens where it is not here any more.</summary>
    void Evict(PodEviction eviction);
}
