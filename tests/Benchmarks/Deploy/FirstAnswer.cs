using System.Globalization;
using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>From the creation of a pod to its first HTTP answer on the machine's own port, against a container of the same shape that is made by raw calls.</summary>
internal sealed class FirstAnswer(int samples) : IMeasurement
{
    private const double Target = 1.5;
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public string Name => "deploy.first-http";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => OrcCluster.UseAsync(cluster => MeasureAsync(cluster, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OrcCluster cluster, CancellationToken cancellationToken)
    {
        const string pattern = "pattern";
        await cluster.Api.CreatePodAsync(Manifests.Pod(pattern, HttpProbe.FreePort()), cancellationToken);
        await cluster.Containers.WaitForRunningAsync(1, EndWithin, cancellationToken);
        var template = await cluster.Containers.InspectAsync((await cluster.Containers.IdsAsync(runningOnly: true, cancellationToken))[0], cancellationToken);
        await RemoveAsync(cluster, pattern, cancellationToken);

        await using var floor = await Floor.CreateAsync(cluster.Engine, template, cancellationToken);
        var pairs = new Paired(TimeProvider.System, "floor");
        await pairs.TakeAsync(samples, (round, token) => OursAsync(cluster, round, token), (_, token) => FloorAsync(floor, token), cancellationToken);
        return pairs.Ratio(Name, Target);
    }

    private static async Task<double> OursAsync(OrcCluster cluster, int round, CancellationToken cancellationToken)
    {
        var (name, port) = (string.Create(CultureInfo.InvariantCulture, $"web-{round}"), HttpProbe.FreePort());
        var began = TimeProvider.System.GetTimestamp();
        await cluster.Api.CreatePodAsync(Manifests.Pod(name, port), cancellationToken);
        await HttpProbe.FirstAnswerAsync(port, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        await RemoveAsync(cluster, name, cancellationToken);
        return took.TotalMilliseconds;
    }

    private static async Task<double> FloorAsync(Floor floor, CancellationToken cancellationToken)
    {
        var port = HttpProbe.FreePort();
        var began = TimeProvider.System.GetTimestamp();
        var started = floor.RunOneAsync(port, cancellationToken);

        // Asked from the beginning, as the other side is: a question that comes just before the container answers is held up by the engine's own proxy.
        await HttpProbe.FirstAnswerAsync(port, cancellationToken);
        await started;
        var took = TimeProvider.System.GetElapsedTime(began);
        await floor.Containers.RemoveAllAsync(cancellationToken);
        return took.TotalMilliseconds;
    }

    private static async Task RemoveAsync(OrcCluster cluster, string pod, CancellationToken cancellationToken)
    {
        await cluster.Api.DeletePodAsync(pod, cancellationToken);
        await cluster.Containers.WaitForNoneAsync(EndWithin, cancellationToken);
    }
}
