using System.CommandLine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary><c>api</c>: what the HTTP API costs beside what it stands on: PostgreSQL and Kestrel.</summary>
internal static class ApiCommand
{
    private const int RoundsDefault = 5;

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var json = MeasurementRun.Json();
        var only = MeasurementRun.Only(Measurements(RoundsDefault));
        var rounds = new Option<int>("--rounds") { Description = "How many samples of each side.", DefaultValueFactory = _ => RoundsDefault };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be 1 or more.");
            }
        });
        var command = new Command("api", "The HTTP API: lists, reads, writes and watches.") { json, only, rounds };
        command.SetAction((result, cancellationToken) => MeasurementRun.RunAsync(
            Measurements(result.GetValue(rounds)).Where(one => result.GetValue(only) is not { } name || one.Name == name), result.GetValue(json), cancellationToken));
        return command;
    }

    private static List<IMeasurement> Measurements(int rounds) =>
        [.. ListFigures.Measurements(rounds), .. RequestFigures.Measurements(rounds), new WatchLateness(), new WatchCompleteness()];
}
