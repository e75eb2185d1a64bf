using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>From 0 to 50 replicas, against 50 containers of the same shape that are made by raw calls.</summary>
internal sealed class Scale(int rounds) : IMeasurement
{
    private const int Count = 50;
    private const double Target = 1.3;

    /// <inheritdoc/>
    public string Name => "deploy.scale50";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => OrcCluster.UseAsync(cluster => MeasureAsync(cluster, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OrcCluster cluster, CancellationToken cancellationToken)
    {
        var replicas = new Replicas(cluster);
        await replicas.CreateAsync(cancellationToken);
        await replicas.ScaleUpAsync(1, cancellationToken);
        var template = await cluster.Containers.InspectAsync((await cluster.Containers.IdsAsync(runningOnly: true, cancellationToken))[0], cancellationToken);
        await replicas.ScaleToNoneAsync(cancellationToken);

        await using var floor = await Floor.CreateAsync(cluster.Engine, template, cancellationToken);
        var samples = new Paired(TimeProvider.System, "floor");
        await samples.TakeAsync(
            rounds, (_, token) => ScaleTiming.OursAsync(replicas, Count, token), (_, token) => ScaleTiming.FloorAsync(floor, Count, containersEach: 1, token), cancellationToken);
        return samples.Ratio(Name, Target);
    }
}
