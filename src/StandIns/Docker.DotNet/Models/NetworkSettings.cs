namespace Docker.DotNet.Models;

/// <summary>The networks and ports of a container.</summary>
public class NetworkSettings
{
    public IDictionary<string, IList<PortBinding>?>? Ports { get; set; }

    public string? IPAddress { get; set; }

    public IDictionary<string, EndpointSettings>? Networks { get; set; }
}
