using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The id of a process that can be started.</summary>
public class ContainerExecCreateResponse
{
    [JsonPropertyName("Id")]
    public string? ID { get; set; }
}
