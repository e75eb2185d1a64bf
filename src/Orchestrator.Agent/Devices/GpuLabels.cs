using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent.Devices;

/// <summary>Labels of a node that say which GPUs it has, by the names that NVIDIA's GPU feature discovery gives them.</summary>
public static partial class GpuLabels
{
    private const int LengthMax = 63;

    /// <summary>The labels; none where there are no GPUs. Where they differ, the first speaks for all.</summary>
    public static ImmutableSortedDictionary<string, string> Of(ImmutableArray<GpuRow> gpus, int slices)
    {
        if (gpus.IsEmpty)
        {
            return StringMap.Empty;
        }

        var first = gpus[0];
        string[] driver = [.. first.Driver.Split('.'), "", ""];
        return StringMap
            .Of(
                ("nvidia.com/gpu.present", "true"),
                ("nvidia.com/gpu.count", Text(gpus.Length)),
                ("nvidia.com/gpu.product", ValueOf(first.Product)),
                ("nvidia.com/gpu.memory", Text(first.MemoryBytes >> 20)),
                ("nvidia.com/gpu.replicas", Text(Math.Max(1, slices))),
                ("nvidia.com/gpu.sharing-strategy", slices > 0 ? "time-slicing" : "none"),
                ("nvidia.com/mig.capable", first.MigCapable ? "true" : "false"),
                ("nvidia.com/cuda.driver-version.full", ValueOf(first.Driver)),
                ("nvidia.com/cuda.driver-version.major", ValueOf(driver[0])),
                ("nvidia.com/cuda.driver-version.minor", ValueOf(driver[1])),
                ("nvidia.com/cuda.driver-version.revision", ValueOf(driver[2])));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // What a label's value may be: spaces become dashes, as feature discovery has it.
    private static string ValueOf(string text)
    {
        var value = NotAllowed().Replace(text.Trim(), "-");
        return (value.Length <= LengthMax ? value : value[..LengthMax]).Trim('-', '.', '_');
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotAllowed();
}
