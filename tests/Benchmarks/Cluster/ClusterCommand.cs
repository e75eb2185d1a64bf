using System.CommandLine;
using Orchestrator.Benchmarks.Control;
using Orchestrator.Benchmarks.Grains;
using Orchestrator.Benchmarks.Loss;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Benchmarks.Traces;

namespace Orchestrator.Benchmarks.Cluster;

/// <summary><c>cluster</c>: what several machines and silos do, and what becomes of the work of those that are lost.</summary>
internal static class ClusterCommand
{
    private const int RoundsDefault = 3;
    private const double MinutesDefault = 5;

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var json = MeasurementRun.Json();
        var only = MeasurementRun.Only(Measurements(RoundsDefault, MinutesDefault));
        var minutes = new Option<double>("--minutes") { Description = "For how long cluster.false-alarms watches.", DefaultValueFactory = _ => MinutesDefault };
        var rounds = new Option<int>("--rounds") { Description = "How often each machine is lost.", DefaultValueFactory = _ => RoundsDefault };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be 1 or more.");
            }
        });
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() <= 0)
            {
                result.AddError("--minutes must be more than 0.");
            }
        });
        var command = new Command("cluster", "Several machines and silos, and the loss of one.") { json, only, rounds, minutes };
        command.SetAction((result, cancellationToken) =>
        {
            var wanted = Measurements(result.GetValue(rounds), result.GetValue(minutes)).Where(one => result.GetValue(only) is not { } name || one.Name == name);
            return MeasurementRun.RunAsync(wanted, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static List<IMeasurement> Measurements(int rounds, double minutes) =>
        [.. LossFigures.Measurements(rounds), .. ControlFigures.Measurements(rounds), .. GrainFigures.Measurements(), new RuntimeShare(rounds), new FalseAlarms(minutes)];
}
