using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>A deployment that is scaled up and down.</summary>
/// <param name="cluster">Where it is.</param>
/// <param name="shared">Whether its pods are of two containers, which share a sandbox.</param>
internal sealed class Replicas(OrcCluster cluster, bool shared = false)
{
    private const string Name = "hello";
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How many containers a pod has, its sandbox included.</summary>
    private int Each => shared ? 3 : 1;

    /// <summary>Creates the deployment, without replicas.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        cluster.Api.CreateDeploymentAsync(shared ? Manifests.SharedDeployment(Name) : Manifests.Deployment(Name), cancellationToken);

    /// <summary>Scales to this many and waits until the API says that they are ready, and the engine that they run.</summary>
    public async Task ScaleUpAsync(int count, CancellationToken cancellationToken)
    {
        await cluster.Api.ScaleAsync(Name, count, cancellationToken);
        await Wait.UntilAsync(
            async token => await cluster.Api.ReadyReplicasAsync(Name, token) is var ready && ready == count ? null : $"{ready} are ready",
            $"{count} ready replicas of {Name}",
            Within,
            Pause,
            cancellationToken);
        await cluster.Containers.WaitForRunningAsync(count * Each, Within, cancellationToken);
    }

    /// <summary>Scales to none and waits until no container is left.</summary>
    public async Task ScaleToNoneAsync(CancellationToken cancellationToken)
    {
        await cluster.Api.ScaleAsync(Name, 0, cancellationToken);
        await cluster.Containers.WaitForNoneAsync(Within, cancellationToken);
    }
}
