using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Deploy;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>From 0 to 50 pods of two containers, against the same containers and sandboxes made by raw calls.</summary>
internal sealed class SharedScale : IMeasurement
{
    private const int Rounds = 3;
    private const int Count = 50;
    private const int Each = 3;
    private const double Target = 1.3;

    /// <inheritdoc/>
    public string Name => "agent.scale50";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => OrcCluster.UseAsync(cluster => MeasureAsync(cluster, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OrcCluster cluster, CancellationToken cancellationToken)
    {
        var replicas = new Replicas(cluster, shared: true);
        await replicas.CreateAsync(cancellationToken);
        await replicas.ScaleUpAsync(1, cancellationToken);
        var pod = new List<JsonNode>();
        foreach (var id in await cluster.Containers.IdsAsync(runningOnly: true, cancellationToken))
        {
            pod.Add(await cluster.Containers.InspectAsync(id, cancellationToken));
        }

        await replicas.ScaleToNoneAsync(cancellationToken);
        await using var floor = await SharedFloor.CreateAsync(cluster.Engine, pod, cancellationToken);
        var samples = new Paired(TimeProvider.System, "floor");
        await samples.TakeAsync(
            Rounds, (_, token) => ScaleTiming.OursAsync(replicas, Count, token), (_, token) => ScaleTiming.FloorAsync(floor, Count, containersEach: Each, token), cancellationToken);
        return samples.Ratio(Name, Target);
    }
}
