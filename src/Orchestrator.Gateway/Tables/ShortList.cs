using System.Globalization;

namespace Orchestrator.Gateway.Tables;

/// <summary>Lists in a cell, of which the first few say enough.</summary>
internal static class ShortList
{
    /// <summary>As in Kubernetes' tables.</summary>
    private const int ItemsMax = 3;

    public static string Write(IReadOnlyCollection<string> items) => items.Count <= ItemsMax
        ? string.Join(",", items)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(",", items.Take(ItemsMax))} + {items.Count - ItemsMax} more...");
}
