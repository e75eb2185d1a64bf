namespace Orchestrator.Agent.Volumes;

/// <summary>What a path of the machine names; the values are the kernel's.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A device that is read and written as a stream.</summary>
    CharacterDevice = 0x2000,

    /// <summary>A folder.</summary>
    Folder = 0x4000,

    /// <summary>A device that is read and written in blocks.</summary>
    BlockDevice = 0x6000,

    /// <summary>A file.</summary>
    File = 0x8000,

    /// <summary>A socket.</summary>
    Socket = 0xC000,
}
