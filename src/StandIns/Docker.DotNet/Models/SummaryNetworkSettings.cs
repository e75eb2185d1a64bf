namespace Docker.DotNet.Models;

/// <summary>The networks of a container in a list.</summary>
public class SummaryNetworkSettings
{
    public IDictionary<string, EndpointSettings>? Networks { get; set; }
}
