using System.CommandLine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary><c>scheduler</c>: how fast the scheduling library decides, alone and in one thread.</summary>
internal static class SchedulerCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        var json = MeasurementRun.Json();
        var only = MeasurementRun.Only(Measurements());
        var command = new Command("scheduler", "How fast pods are given nodes by the scheduling library alone, in one thread.") { json, only };
        command.SetAction((result, cancellationToken) =>
        {
            var wanted = Measurements().Where(one => result.GetValue(only) is not { } name || one.Name == name);
            return MeasurementRun.RunAsync(wanted, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static List<IMeasurement> Measurements() =>
    [
        new Throughput("scheduler.basic", 20_000, Workloads.Basic),
        new Throughput("scheduler.node-affinity", 10_000, Workloads.NodeAffinity),
        new Throughput("scheduler.preferred-pod-affinity", 5_000, Workloads.PreferredPodAffinity),
        new Throughput("scheduler.anti-affinity", 5_000, Workloads.AntiAffinity),
        new Throughput("scheduler.pod-affinity", 5_000, Workloads.PodAffinity),
        new Throughput("scheduler.spread", 5_000, Workloads.Spread),
        new Throughput("scheduler.preemption", 5_000, Workloads.Preemption),
        new GangThroughput(),
        .. Million.Measurements(),
    ];
}
