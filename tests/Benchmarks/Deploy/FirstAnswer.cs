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
        await using var events = await StartEvents.OpenAsync(cluster.Engine, cancellationToken);
        var pairs = new Paired(TimeProvider.System, "floor");
        await pairs.TakeAsync(samples, (round, token) => OursAsync(cluster, events, round, token), (_, token) => FloorAsync(floor, events, token), cancellationToken);
        return pairs.Ratio(Name, Target);
    }

    // Both sides are asked from the engine's start event on. A question before that meets the engine's own proxy, whose packet to the container that is not there yet
    // is sent again only a second later: that second would be all that is measured.
    private static async Task<double> OursAsync(OrcCluster cluster, StartEvents events, int round, CancellationToken cancellationToken)
    {
        var (name, port) = (string.Create(CultureInfo.InvariantCulture, $"web-{round}"), HttpProbe.FreePort());
        var began = TimeProvider.System.GetTimestamp();
        var started = events.NextAsync($"orchestrator.pod.name={name}", cancellationToken);
        await cluster.Api.CreatePodAsync(Manifests.Pod(name, port), cancellationToken);
        await started;
        await HttpProbe.FirstAnswerAsync(port, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        await RemoveAsync(cluster, name, cancellationToken);
        return took.TotalMilliseconds;
    }

    private static async Task<double> FloorAsync(Floor floor, StartEvents events, CancellationToken cancellationToken)
    {
        var port = HttpProbe.FreePort();
        var began = TimeProvider.System.GetTimestamp();
        var started = events.NextAsync(floor.Containers.Label, cancellationToken);
        var running = floor.RunOneAsync(port, cancellationToken);
        await started;
        await HttpProbe.FirstAnswerAsync(port, cancellationToken);
        await running;
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
