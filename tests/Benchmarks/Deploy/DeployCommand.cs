using System.CommandLine;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary><c>deploy</c>: how fast what is declared becomes containers, and what it costs while nothing happens.</summary>
internal static class DeployCommand
{
    private const int RoundsDefault = 5;

    // A killed container takes a few hundred milliseconds and one that is scaled up ten seconds, so the shorter ones are sampled more often.
    private const int RestartsPerRound = 3;
    private const int FirstAnswersPerRound = 2;

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var json = MeasurementRun.Json();
        var only = MeasurementRun.Only(Measurements(RoundsDefault));
        var rounds = new Option<int>("--rounds")
        {
            Description = $"Alternating rounds of deploy.scale50; deploy.restart takes {RestartsPerRound} times as many, deploy.first-http {FirstAnswersPerRound} times.",
            DefaultValueFactory = _ => RoundsDefault,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be 1 or more.");
            }
        });
        var command = new Command("deploy", "From a declared deployment to running containers.") { json, only, rounds };
        command.SetAction((result, cancellationToken) =>
        {
            var wanted = Measurements(result.GetValue(rounds)).Where(one => result.GetValue(only) is not { } name || one.Name == name);
            return MeasurementRun.RunAsync(wanted, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static List<IMeasurement> Measurements(int rounds) =>
    [
        new Scale(rounds),
        new Restart(rounds * RestartsPerRound),
        new FirstAnswer(rounds * FirstAnswersPerRound),
        new RunOnce(),
        new Idle(),
    ];
}
