using System.Diagnostics;
using System.Globalization;
using Orchestrator.Simulations.Plants;

namespace Orchestrator.Simulations.Running;

/// <summary>Runs seeds one after another in this process, and tells of each in a line that begins with <c>seed</c> or <c>FAILED</c>.</summary>
internal static class SeedLoop
{
    public static int Run(SeedRange range, TextWriter output)
    {
        var plant = range.Plant is { } name ? AllPlants.Find(name) : null;
        var started = Stopwatch.GetTimestamp();
        var failed = 0;
        for (var i = 0; i < range.Count && Stopwatch.GetElapsedTime(started) < range.Budget; i++)
        {
            var seed = range.From + (i * range.Step);
            var began = Stopwatch.GetTimestamp();
            var result = SeedRunner.Run(seed, plant, range.Trace ? output : null);
            var took = Stopwatch.GetElapsedTime(began);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed} {(result.Failure is null ? "ok" : "failed")} hash {result.Hash:x16} virtual {result.VirtualTime.TotalSeconds:0} s real {took.TotalMilliseconds:0} ms steps {result.Steps} strays {result.Strays}"));
            if (result.Failure is not null)
            {
                failed++;
                output.WriteLine($"FAILED seed {seed}: {result.Failure}");
                output.WriteLine($"  again: {Replay(seed, range.Plant)}");
                if (!range.KeepGoing)
                {
                    break;
                }
            }

            output.Flush();
        }

        return failed == 0 ? 0 : 1;
    }

    private static string Replay(int seed, string? plant) => $"eng/simulate --seeds 1 --from {seed} --trace{(plant is null ? "" : $" --plant {plant}")}";
}
