namespace Orchestrator.Containers.Docker;

/// <summary>Docker's filters: for each kind a set of values.</summary>
internal static class EngineFilters
{
    /// <summary>Lets through what carries all of these labels.</summary>
    public static Dictionary<string, IDictionary<string, bool>> Labels(IReadOnlyDictionary<string, string> labels)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>>();
        if (labels.Count > 0)
        {
            filters["label"] = labels.ToDictionary(label => $"{label.Key}={label.Value}", _ => true);
        }

        return filters;
    }
}
