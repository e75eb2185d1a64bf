using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A port on the host.</summary>
public class PortBinding
{
    [JsonPropertyName("HostIp")]
    public string? HostIP { get; set; }

    public string? HostPort { get; set; }
}
