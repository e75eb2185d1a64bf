using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Orders API versions as Kubernetes does: stable before beta before alpha, the newest first, and after them all names that are no such version.</summary>
public static partial class VersionOrder
{
    /// <summary>The best version first.</summary>
    public static IComparer<string> MostStableFirst { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string left, string right)
    {
        var (first, second) = (Rank(left), Rank(right));
        var order = second.CompareTo(first);
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    private static (int Stability, long Major, long Minor) Rank(string version)
    {
        var match = Version().Match(version);
        if (!match.Success)
        {
            return (0, 0, 0);
        }

        var stability = match.Groups[2].Value switch { "alpha" => 1, "beta" => 2, _ => 3 };
        return (stability, Number(match.Groups[1].Value), Number(match.Groups[3].Value));
    }

    private static long Number(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\Av([1-9][0-9]{0,15})(?:(alpha|beta)([1-9][0-9]{0,15}))?\z")]
    private static partial Regex Version();
}
