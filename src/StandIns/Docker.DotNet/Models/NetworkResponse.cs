using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A network.</summary>
public class NetworkResponse
{
    public string? Name { get; set; }

    [JsonPropertyName("Id")]
    public string? ID { get; set; }

    public DateTime Created { get; set; }

    public string? Scope { get; set; }

    public string? Driver { get; set; }

    public bool EnableIPv6 { get; set; }

    public IPAM? IPAM { get; set; }

    public bool Internal { get; set; }

    public IDictionary<string, EndpointResource>? Containers { get; set; }

    public IDictionary<string, string>? Options { get; set; }

    public IDictionary<string, string>? Labels { get; set; }
}
