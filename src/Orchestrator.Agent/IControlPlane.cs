using System.Collections.Immutable;
using Orchestrator.Contracts;

namespace Orchestrator.Agent;

/// <summary>What an agent asks and tells the control plane. Calls throw while it cannot be reached.</summary>
public interface IControlPlane
{
    /// <summary>Says what this machine is.</summary>
    Task RegisterAsync(NodeRegistration registration);

    /// <summary>Says that the agent lives; the lease in the answer counts from when this was called.</summary>
    Task<NodeLease> HeartbeatAsync(NodeHeartbeat heartbeat);

    /// <summary>The pods that are bound to this node.</summary>
    Task<ImmutableArray<PodBinding>> ListBindingsAsync();

    /// <summary>A bound pod as it is now; null where it is gone, or is another one by now.</summary>
    Task<PodAssignment?> FindPodAsync(PodBinding binding);

    /// <summary>Says how a pod is.</summary>
    Task<ReportOutcome> ReportAsync(PodBinding pod, PodReport report);
}
