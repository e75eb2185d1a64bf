namespace Docker.DotNet.Models;

/// <summary>Networks that a new container joins.</summary>
public class NetworkingConfig
{
    public IDictionary<string, EndpointSettings>? EndpointsConfig { get; set; }
}
