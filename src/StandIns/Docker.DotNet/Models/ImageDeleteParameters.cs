namespace Docker.DotNet.Models;

/// <summary>How to delete an image.</summary>
public class ImageDeleteParameters
{
    public bool? Force { get; set; }

    public bool? NoPrune { get; set; }
}
