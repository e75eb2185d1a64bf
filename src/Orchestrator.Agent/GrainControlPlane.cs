using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts;
using Orleans;

namespace Orchestrator.Agent;

/// <summary>The control plane as grains.</summary>
public sealed class GrainControlPlane(IGrainFactory grains, IOptions<NodeAgentOptions> options) : IControlPlane
{
    private INodeGrain Node => grains.GetGrain<INodeGrain>(GrainKey.Node(options.Value.NodeName));

    /// <inheritdoc/>
    public Task RegisterAsync(NodeRegistration registration) => Node.Register(registration);

    /// <inheritdoc/>
    public Task<NodeLease> HeartbeatAsync(NodeHeartbeat heartbeat) => Node.Heartbeat(heartbeat);

    /// <inheritdoc/>
    public Task<ImmutableArray<PodBinding>> ListBindingsAsync() => Node.ListBindings();

    /// <inheritdoc/>
    public async Task<PodAssignment?> FindPodAsync(PodBinding binding)
    {
        var found = await Pod(binding).Read();
        return found is not null && found.Resource.Metadata.Uid == binding.Uid ? new PodAssignment(found.Resource, found.Revision) { Devices = binding.Devices } : null;
    }

    /// <inheritdoc/>
    public Task<ReportOutcome> ReportAsync(PodBinding pod, PodReport report) => Pod(pod).Report(report);

    private IPodGrain Pod(PodBinding binding) => grains.GetGrain<IPodGrain>(GrainKey.Pod(binding.Namespace, binding.Name));
}
