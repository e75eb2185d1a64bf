using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Benchmarks.Cluster;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>
/// From the SIGKILL of a container's process to the start of its successor, against Docker Swarm on the same engine with a restart delay of 0. Ours backs off from the
/// second restart on, so each sample kills a container that has not been restarted; Swarm's service goes on, since its delay stays 0.
/// </summary>
internal sealed class Restart(int samples) : IMeasurement
{
    private const double Target = 1.0;
    private static readonly TimeSpan RunningWithin = TimeSpan.FromSeconds(90);

    // Longer than anything that either of them still does about a container that has just started.
    private static readonly TimeSpan QuietRun = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public string Name => "deploy.restart";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken) => OrcCluster.UseAsync(cluster => MeasureAsync(cluster, cancellationToken), cancellationToken);

    private async Task<Figure> MeasureAsync(OrcCluster cluster, CancellationToken cancellationToken)
    {
        var uids = await CreatePodsAsync(cluster, cancellationToken);
        var template = await cluster.Containers.InspectAsync(await ContainerOfAsync(cluster.Engine, PodLabel(uids[0]), cancellationToken), cancellationToken);
        await using var swarm = await Swarm.StartAsync(cluster.Engine, template, cancellationToken);
        await using var events = await StartEvents.OpenAsync(cluster.Engine, cancellationToken);
        await Task.Delay(QuietRun, TimeProvider.System, cancellationToken);

        var pairs = new Paired(TimeProvider.System, "swarm");
        await pairs.TakeAsync(
            samples,
            (round, token) => KillAsync(cluster.Engine, events, PodLabel(uids[round]), token),
            (_, token) => KillAsync(cluster.Engine, events, swarm.Label, token),
            cancellationToken);
        return pairs.Ratio(Name, Target, "swarm: one replica, restart delay 0, a bridge network, the same image and limits");
    }

    private async Task<List<string>> CreatePodsAsync(OrcCluster cluster, CancellationToken cancellationToken)
    {
        var uids = new List<string>();
        for (var index = 0; index < samples; index++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"victim-{index}");
            var pod = await cluster.Api.CreatePodAsync(Manifests.Pod(name, hostPort: null), cancellationToken);
            uids.Add(pod["metadata"]!["uid"]!.GetValue<string>());
        }

        await cluster.Containers.WaitForRunningAsync(samples, RunningWithin, cancellationToken);
        return uids;
    }

    private static async Task<double> KillAsync(RawEngine engine, StartEvents events, string label, CancellationToken cancellationToken)
    {
        var victim = await ContainerOfAsync(engine, label, cancellationToken);
        using var process = Process.GetProcessById(await ProcessOfAsync(engine, victim, cancellationToken));
        var next = events.NextAsync(label, cancellationToken);
        var killed = TimeProvider.System.GetTimestamp();
        process.Kill();
        var (successor, at) = await next;
        await ProcessOfAsync(engine, successor, cancellationToken);

        // Swarm's next victim has to have run quietly as well, and ours gets the same quiet around it.
        await Task.Delay(QuietRun, TimeProvider.System, cancellationToken);
        return TimeProvider.System.GetElapsedTime(killed, at).TotalMilliseconds;
    }

    private static async Task<string> ContainerOfAsync(RawEngine engine, string label, CancellationToken cancellationToken) =>
        await new LabelledContainers(engine, label).IdsAsync(runningOnly: true, cancellationToken) is [var only]
            ? only
            : throw new InvalidOperationException($"There is not exactly one running container with label {label}.");

    private static async Task<int> ProcessOfAsync(RawEngine engine, string id, CancellationToken cancellationToken)
    {
        JsonNode state = (await engine.GetAsync($"containers/{id}/json", cancellationToken))["State"]!;
        return state["Running"]!.GetValue<bool>()
            ? state["Pid"]!.GetValue<int>()
            : throw new InvalidOperationException($"Container {id} does not run: {state["Status"]}, exit code {state["ExitCode"]}. {state["Error"]}");
    }

    private static string PodLabel(string uid) => $"orchestrator.pod.uid={uid}";
}
