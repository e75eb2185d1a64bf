using System.Collections.Immutable;
using Orchestrator.Agent;
using Orchestrator.Contracts;

namespace Orchestrator.Simulations.Plants;

/// <summary>What an agent hears of the control plane, with leases that never end: whatever must not run twice runs on when the node is given up.</summary>
internal sealed class EndlessLease(IControlPlane plane) : IControlPlane
{
    public async Task<NodeLease> HeartbeatAsync(NodeHeartbeat heartbeat) => await plane.HeartbeatAsync(heartbeat) with { Duration = TimeSpan.FromDays(1) };

    public Task RegisterAsync(NodeRegistration registration) => plane.RegisterAsync(registration);

    public Task<ImmutableArray<PodBinding>> ListBindingsAsync() => plane.ListBindingsAsync();

    public Task<PodAssignment?> FindPodAsync(PodBinding binding) => plane.FindPodAsync(binding);

    public Task<ReportOutcome> ReportAsync(PodBinding pod, PodReport report) => plane.ReportAsync(pod, report);
}
