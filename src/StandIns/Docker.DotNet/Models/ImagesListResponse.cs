using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>An image in a list.</summary>
public class ImagesListResponse
{
    public DateTime Created { get; set; }

    [JsonPropertyName("Id")]
    public string? ID { get; set; }

    public IDictionary<string, string>? Labels { get; set; }

    public IList<string>? RepoDigests { get; set; }

    public IList<string>? RepoTags { get; set; }

    public long Size { get; set; }
}
