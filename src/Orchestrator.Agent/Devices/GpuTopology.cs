using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Agent.Devices;

/// <summary>
/// Reads what <c>nvidia-smi topo -m</c> prints: how each GPU is connected to each other. More is closer: NVLink by the number of links, then the ways over PCI from one bridge
/// to the other socket, which is also another NUMA node.
/// </summary>
public static partial class GpuTopology
{
    private const int NvLink = 100;
    private const int Self = 1000;

    private static readonly Dictionary<string, int> Ways = new(StringComparer.Ordinal) { ["X"] = Self, ["PIX"] = 40, ["PXB"] = 30, ["PHB"] = 20, ["NODE"] = 10, ["SYS"] = 0 };

    /// <summary>How close GPUs are, by their numbers; null where that was not understood whole.</summary>
    public static ImmutableArray<ImmutableArray<int>>? Read(string text)
    {
        var lines = Escape().Replace(text, "").Split('\n');
        var header = Array.FindIndex(lines, line => GpuName().IsMatch(Words(line).FirstOrDefault("")));
        var count = header < 0 ? 0 : Words(lines[header]).TakeWhile(word => GpuName().IsMatch(word)).Count();
        var rows = lines.Skip(header + 1).Select(Words).Where(words => words.Length > 0 && GpuName().IsMatch(words[0])).ToList();
        if (count == 0 || rows.Count != count)
        {
            return null;
        }

        var closeness = ImmutableArray.CreateBuilder<ImmutableArray<int>>(count);
        for (var i = 0; i < count; i++)
        {
            int[] row = [.. rows[i].Skip(1).Take(count).Select(Closeness).TakeWhile(close => close >= 0)];
            if (row.Length != count || rows[i][0] != string.Create(CultureInfo.InvariantCulture, $"GPU{i}"))
            {
                return null;
            }

            closeness.Add([.. row]);
        }

        return closeness.MoveToImmutable();
    }

    // Less than zero where the word is none of these.
    private static int Closeness(string word) =>
        word.StartsWith("NV", StringComparison.Ordinal) && int.TryParse(word.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var links) ? NvLink + links
            : Ways.GetValueOrDefault(word, -1);

    private static string[] Words(string line) => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("\x1b\\[[0-9;]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex("^GPU[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex GpuName();
}
