namespace Docker.DotNet.Models;

/// <summary>What to push of an image.</summary>
public class ImagePushParameters
{
    /// <summary>The tag; all tags of the repository where null.</summary>
    public string? Tag { get; set; }
}
