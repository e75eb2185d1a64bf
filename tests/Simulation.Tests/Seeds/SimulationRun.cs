using Orchestrator.Simulations.Running;

namespace Orchestrator.Simulations.Seeds;

/// <summary>Seeds that a test has run in processes of their own, and what those said.</summary>
internal sealed class SimulationRun
{
    private SimulationRun(int exitCode, IReadOnlyList<string> lines) => (ExitCode, Lines) = (exitCode, lines);

    public int ExitCode { get; }

    public IReadOnlyList<string> Lines { get; }

    public string Text => string.Join('\n', Lines);

    /// <summary>The lines that tell what broke which rule.</summary>
    public IEnumerable<string> Failures => Lines.Where(line => line.StartsWith("FAILED", StringComparison.Ordinal));

    public IEnumerable<string> Seeds => Lines.Where(line => line.StartsWith("seed ", StringComparison.Ordinal));

    public static SimulationRun Of(SeedRange range)
    {
        var lines = new List<string>();
        var code = Children.Run(range, line =>
        {
            lock (lines)
            {
                lines.Add(line);
            }
        });
        return new SimulationRun(code, lines);
    }
}
