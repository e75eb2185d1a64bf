using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Measuring;

/// <summary>Prints figures as they come, and keeps them for the file of raw samples.</summary>
internal sealed class Report(TextWriter output, string build)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonArray _figures = [];

    /// <summary>Says what is measured, and on what.</summary>
    public async Task OpenAsync()
    {
        await output.WriteLineAsync($"# build: {build}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"# machine: {Environment.ProcessorCount} cores, load {Load()} at the start"));
    }

    /// <summary>Prints a figure and its notes.</summary>
    public async Task AddAsync(Figure figure)
    {
        foreach (var note in figure.Notes)
        {
            await output.WriteLineAsync($"# {figure.Name}: {note}");
        }

        var verdict = figure.Target is not { } target ? "- told" : string.Create(CultureInfo.InvariantCulture, $"{target} {(figure.Met ? "met" : "short")}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.###} {figure.Unit} {verdict}"));
        await output.FlushAsync();
        _figures.Add(new JsonObject
        {
            ["name"] = figure.Name,
            ["value"] = figure.Value,
            ["unit"] = figure.Unit,
            ["target"] = figure.Target,
            ["met"] = figure.Met,
            ["notes"] = JsonSerializer.SerializeToNode(figure.Notes),
            ["samples"] = JsonSerializer.SerializeToNode(figure.Samples),
        });
    }

    /// <summary>Says on which figure nothing can be said.</summary>
    public async Task AddFailureAsync(string name, string message)
    {
        await output.WriteLineAsync($"# {name} could not be measured: {message.Replace("\n", "\n#   ", StringComparison.Ordinal)}");
        _figures.Add(new JsonObject { ["name"] = name, ["error"] = message });
    }

    /// <summary>Writes all figures with their raw samples.</summary>
    public Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        var document = new JsonObject { ["build"] = build, ["cores"] = Environment.ProcessorCount, ["figures"] = _figures.DeepClone() };
        return File.WriteAllTextAsync(path, document.ToJsonString(Indented), cancellationToken);
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
