namespace Orchestrator.Resources.Core;

/// <summary>What a hostPath volume finds on the machine.</summary>
public static class HostPathType
{
    /// <summary>A folder; it is made where nothing is.</summary>
    public const string DirectoryOrCreate = "DirectoryOrCreate";

    /// <summary>A folder.</summary>
    public const string Directory = "Directory";

    /// <summary>A file; it is made where nothing is.</summary>
    public const string FileOrCreate = "FileOrCreate";

    /// <summary>A file.</summary>
    public const string File = "File";

    /// <summary>A socket.</summary>
    public const string Socket = "Socket";

    /// <summary>A device that is read by characters.</summary>
    public const string CharDevice = "CharDevice";

    /// <summary>A device that is read by blocks.</summary>
    public const string BlockDevice = "BlockDevice";
}
