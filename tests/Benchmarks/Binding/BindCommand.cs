using System.CommandLine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Binding;

/// <summary><c>bind</c>: pods through the API, their grains, the scheduler, the nodes and PostgreSQL, whole, on nodes without machines.</summary>
internal static class BindCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        var json = MeasurementRun.Json();
        var only = MeasurementRun.Only(Measurements(new BindSize(1, 1, 1)));
        var nodes = Number("--nodes", "How many nodes there are.", 1_000);
        var pods = Number("--pods", "How many pods are bound.", 30_000);
        var callers = Number("--callers", "How many pods are being created at a time.", 256);
        var command = new Command("bind", "How fast pods are created and bound to nodes, all of the control plane included.") { json, only, nodes, pods, callers };
        command.SetAction((result, cancellationToken) =>
        {
            var size = new BindSize(result.GetValue(nodes), result.GetValue(pods), result.GetValue(callers));
            return MeasurementRun.RunAsync(
                Measurements(size).Where(one => result.GetValue(only) is not { } name || one.Name == name), result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static List<IMeasurement> Measurements(BindSize size) =>
    [
        new BindRate("bind.rate", size, (cluster, run, count, token) => new NewDeployments(cluster.Api).CreateAsync(run, count, token)),
        new BindRate("bind.rate-grains", size, (cluster, run, count, token) => new NewPods(cluster.Grains).CreateAsync(run, count, size.Callers, token)),
        new SchedulerLoss(size),
    ];

    private static Option<int> Number(string name, string what, int usual)
    {
        var option = new Option<int>(name) { Description = what, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} must be 1 or more.");
            }
        });
        return option;
    }
}
