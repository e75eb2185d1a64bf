namespace Docker.DotNet.Models;

/// <summary>How to load images from an archive.</summary>
public class ImageLoadParameters
{
    public bool Quiet { get; set; }
}
