using System.Globalization;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Paths of fields, as Kubernetes writes them.</summary>
internal static class FieldPath
{
    /// <summary>The path of a list's item.</summary>
    public static string Item(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}
