using System.CommandLine;
using Orchestrator.Benchmarks.Cluster;

namespace Orchestrator.Benchmarks.Measuring;

/// <summary>One run of a benchmark's measurements, or of one of them.</summary>
internal static class MeasurementRun
{
    /// <summary>The option that names a file for the raw samples.</summary>
    public static Option<FileInfo?> Json() => new("--json") { Description = "Keeps the raw samples in this file." };

    /// <summary>The option that names a single figure.</summary>
    public static Option<string?> Only(IEnumerable<IMeasurement> measurements)
    {
        var names = measurements.Select(one => one.Name).ToArray();
        var only = new Option<string?>("--only") { Description = $"Measures this figure alone, for example {names[0]}." };
        only.AcceptOnlyFromAmong(names);
        return only;
    }

    /// <summary>Measures, and reports each figure as it comes.</summary>
    /// <returns>What the process is to end with.</returns>
    public static async Task<int> RunAsync(IEnumerable<IMeasurement> measurements, FileInfo? json, CancellationToken cancellationToken)
    {
        var report = new Report(Console.Out, OrcBuild.Describe());
        await report.OpenAsync();
        var status = ExitCode.Met;
        try
        {
            foreach (var measurement in measurements)
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
