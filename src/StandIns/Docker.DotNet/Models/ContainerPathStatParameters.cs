namespace Docker.DotNet.Models;

/// <summary>Where to write in a container's file system, and how.</summary>
public class ContainerPathStatParameters
{
    public string? Path { get; set; }

    /// <summary>Sent as <c>noOverwriteDirNonDir</c>, under which the engine refuses to put a file in a folder's place, or a folder in a file's.</summary>
    public bool? AllowOverwriteDirWithFile { get; set; }

    public bool? CopyUidAndGid { get; set; }
}
