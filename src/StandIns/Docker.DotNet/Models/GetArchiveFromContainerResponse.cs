namespace Docker.DotNet.Models;

/// <summary>A part of a container's file system.</summary>
public class GetArchiveFromContainerResponse
{
    /// <summary>What the path names.</summary>
    public ContainerPathStatResponse? Stat { get; set; }

    /// <summary>A tar archive, or null where only <see cref="Stat"/> was asked for.</summary>
    public Stream? Stream { get; set; }
}
