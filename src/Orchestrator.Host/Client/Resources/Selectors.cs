namespace Orchestrator.Host.Client.Resources;

/// <summary>Which objects of a list are wanted.</summary>
/// <param name="Labels">By labels; null for any.</param>
/// <param name="Fields">By fields; null for any.</param>
public sealed record Selectors(string? Labels = null, string? Fields = null)
{
    /// <summary>The query of a URL that asks for them.</summary>
    public string Query(params ReadOnlySpan<(string Name, string? Value)> others)
    {
        var parts = new List<string>();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("labelSelector", Labels), ("fieldSelector", Fields), .. others])
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }
}
