using System.CommandLine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Agent;

/// <summary><c>agent</c>: what the agent of a node does.</summary>
internal static class AgentCommand
{
    /// <summary>The command.</summary>
    public static Command Make()
    {
        var json = MeasurementRun.Json();
        var only = MeasurementRun.Only(Measurements());
        var command = new Command("agent", "What the agent of a node does: pods of several containers, probes, statistics.") { json, only };
        command.SetAction((result, cancellationToken) =>
        {
            var wanted = Measurements().Where(one => result.GetValue(only) is not { } name || one.Name == name);
            return MeasurementRun.RunAsync(wanted, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static List<IMeasurement> Measurements() => [new SharedScale(), .. HttpProbes.Measurements(), .. CommandProbes.Measurements(), new UsageOfContainers()];
}
