using System.CommandLine;
using Orchestrator.Benchmarks.Cluster;
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
        var json = new Option<FileInfo?>("--json") { Description = "Keeps the raw samples in this file." };
        var only = new Option<string?>("--only") { Description = "Measures this figure alone, for example deploy.restart." };
        var rounds = new Option<int>("--rounds")
        {
            Description = $"Alternating rounds of deploy.scale50; deploy.restart takes {RestartsPerRound} times as many, deploy.first-http {FirstAnswersPerRound} times.",
            DefaultValueFactory = _ => RoundsDefault,
        };
        only.AcceptOnlyFromAmong([.. Measurements(RoundsDefault).Select(one => one.Name)]);
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be 1 or more.");
            }
        });
        var command = new Command("deploy", "From a declared deployment to running containers.") { json, only, rounds };
        command.SetAction((result, cancellationToken) =>
            RunAsync(result.GetValue(json), result.GetValue(only), result.GetValue(rounds), cancellationToken));
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

    private static async Task<int> RunAsync(FileInfo? json, string? only, int rounds, CancellationToken cancellationToken)
    {
        var report = new Report(Console.Out, OrcBuild.Describe());
        await report.OpenAsync();
        var status = ExitCode.Met;
        try
        {
            foreach (var measurement in Measurements(rounds).Where(one => only is null || one.Name == only))
            {
                status = Math.Max(status, await MeasureAsync(measurement, report, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("interrupted");
            return ExitCode.Interrupted;
        }

        if (json is not null)
        {
            await report.SaveAsync(json.FullName, cancellationToken);
        }

        return status;
    }

    // A figure that cannot be measured says so, and the others are still measured.
    private static async Task<int> MeasureAsync(IMeasurement measurement, Report report, CancellationToken cancellationToken)
    {
        try
        {
            await Console.Error.WriteLineAsync($"measuring {measurement.Name}");
            var figure = await measurement.MeasureAsync(cancellationToken);
            await report.AddAsync(figure);
            return figure.Met ? ExitCode.Met : ExitCode.Short;
        }
#pragma warning disable CA1031 // Whatever fails, the report says so and the exit code tells.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await report.AddFailureAsync(measurement.Name, exception.Message);
            return ExitCode.NotMeasured;
        }
    }
}
