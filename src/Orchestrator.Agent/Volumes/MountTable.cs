using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Agent.Volumes;

/// <summary>What is mounted on the machine, as the agent sees it.</summary>
internal static partial class MountTable
{
    private const int TargetColumn = 4;

    /// <summary>Whether something is mounted at just this path.</summary>
    public static bool IsMounted(string path) => Path.Exists(path) && Targets().Contains(NativeFiles.RealPath(path), StringComparer.Ordinal);

    /// <summary>The paths at and below a folder that something is mounted at, the last mounted first, as often as something is.</summary>
    public static IReadOnlyList<string> Below(string folder)
    {
        var real = NativeFiles.RealPath(folder);
        return [.. Targets().Where(target => target == real || target.StartsWith(real + "/", StringComparison.Ordinal)).Reverse()];
    }

    private static IReadOnlyList<string> Targets() =>
        [.. File.ReadLines("/proc/self/mountinfo").Select(line => Plain(line.Split(' ')[TargetColumn]))];

    // The kernel writes spaces and the like as three octal digits.
    private static string Plain(string path) => Escape().Replace(
        path, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
