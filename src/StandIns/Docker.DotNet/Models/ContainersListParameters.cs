namespace Docker.DotNet.Models;

/// <summary>Which containers to list.</summary>
public class ContainersListParameters
{
    public bool? Size { get; set; }

    public bool? All { get; set; }

    public string? Since { get; set; }

    public string? Before { get; set; }

    public long? Limit { get; set; }

    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
