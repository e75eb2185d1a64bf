using System.Collections.Immutable;
using Orchestrator.Contracts;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>One agent's connection to a control plane.</summary>
public sealed class ControlLine(MemoryControlPlane controlPlane, Plug plug) : IControlPlane
{
    public Task RegisterAsync(NodeRegistration registration) => PassAsync(() => controlPlane.RegisterAsync(registration));

    public Task<NodeLease> HeartbeatAsync(NodeHeartbeat heartbeat) => PassAsync(() => controlPlane.HeartbeatAsync(heartbeat));

    public Task<ImmutableArray<PodBinding>> ListBindingsAsync() => PassAsync(controlPlane.ListBindingsAsync);

    public Task<PodAssignment?> FindPodAsync(PodBinding binding) => PassAsync(() => controlPlane.FindPodAsync(binding));

    public Task<ReportOutcome> ReportAsync(PodBinding pod, PodReport report) => PassAsync(() => controlPlane.ReportAsync(pod, report));

    private Task<bool> PassAsync(Func<Task> call) => PassAsync(async () =>
    {
        await call();
        return true;
    });

    private Task<T> PassAsync<T>(Func<Task<T>> call) => plug.PassAsync("control plane", call, CancellationToken.None);
}
