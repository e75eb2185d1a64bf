using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A failure inside a progress stream.</summary>
public class JSONError
{
    [JsonPropertyName("code")]
    public long Code { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }
}
