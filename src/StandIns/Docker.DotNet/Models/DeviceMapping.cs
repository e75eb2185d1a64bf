namespace Docker.DotNet.Models;

/// <summary>A device of the host that a container may use.</summary>
public class DeviceMapping
{
    public string? PathOnHost { get; set; }

    public string? PathInContainer { get; set; }

    public string? CgroupPermissions { get; set; }
}
