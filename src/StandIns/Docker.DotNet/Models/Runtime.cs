using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A runtime that the engine can run containers with.</summary>
public class Runtime
{
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("runtimeArgs")]
    public IList<string>? Args { get; set; }
}
