using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Orchestrator.Resources.CustomResources;

/// <summary>
/// Patterns of schemas. They are the user's, and so is what they are matched with: only those are taken that are matched in time that grows with the text alone,
/// which leaves out what Kubernetes' own expressions (RE2) do not have either.
/// </summary>
internal static class SchemaPattern
{
    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern as it is written.</param>
    /// <param name="matcher">The pattern, ready.</param>
    /// <param name="why">What is wrong with it; empty where it is well.</param>
    public static bool TryRead(string pattern, [NotNullWhen(true)] out Regex? matcher, out string why)
    {
        (matcher, why) = (null, "");
        if (pattern.Contains("[[:", StringComparison.Ordinal) || pattern.Contains("[^[:", StringComparison.Ordinal))
        {
            why = "classes such as [:alpha:] are not known; write [a-zA-Z]";
            return false;
        }

        try
        {
            matcher = new Regex(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            why = $"must be a valid regular expression, but isn't: {fault.Message}";
            return false;
        }
    }
}
