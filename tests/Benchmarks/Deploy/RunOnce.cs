using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>How long <c>eng/run --once</c> takes, from the command to its end, where everything is installed and built.</summary>
internal sealed class RunOnce : IMeasurement
{
    private const double TargetSeconds = 30;

    /// <inheritdoc/>
    public string Name => "deploy.run-once";

    /// <inheritdoc/>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        // The first run makes a database and imports the images; the second finds them. Both find orc built.
        var folder = TestEnvironment.NewServerFolder("run-once");
        try
        {
            var (fresh, freshWords) = await RunAsync(folder, cancellationToken);
            var (again, againWords) = await RunAsync(folder, cancellationToken);
            return new Figure
            {
                Name = Name,
                Value = again,
                Unit = "s",
                Target = TargetSeconds,
                Samples = new Dictionary<string, IReadOnlyList<double>> { ["fresh_data_s"] = [fresh], ["again_s"] = [again] },
                Notes =
                [
                    string.Create(CultureInfo.InvariantCulture, $"with a new data folder: deploy.run-once-fresh-data {fresh:0.#} s ({freshWords})"),
                    $"eng/run itself: {againWords}",
                ],
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, string Words)> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var command = new RunCommand(folder);
        var words = await command.RunAsync(cancellationToken);
        return (TimeProvider.System.GetElapsedTime(began).TotalSeconds, words);
    }
}
