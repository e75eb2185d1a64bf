using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Volumes;

/// <summary>Files and folders of the machine itself.</summary>
internal static class HostPaths
{
    private const UnixFileMode NewFolder = (UnixFileMode)0x1ED; // rwxr-xr-x
    private const UnixFileMode NewFile = (UnixFileMode)0x1A4; // rw-r--r--

    /// <summary>Makes sure that what is asked for is there, and makes it where its type says so.</summary>
    /// <exception cref="VolumeException">It is not there, or is something else.</exception>
    public static void Ensure(HostPathVolumeSource source)
    {
        try
        {
            Make(source);
            if (Fault(source) is { } fault)
            {
                throw new VolumeException($"hostPath type check failed: {source.Path} {fault}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException($"hostPath {source.Path}: {e.Message}", e);
        }
    }

    private static void Make(HostPathVolumeSource source)
    {
        // With no type nothing is checked, and a path that is not there becomes a folder, as engines have it.
        var anything = source.Type.Length == 0 && !Path.Exists(source.Path);
        if ((source.Type == HostPathType.DirectoryOrCreate || anything) && !Directory.Exists(source.Path))
        {
            Directory.CreateDirectory(source.Path, NewFolder);
        }
        else if (source.Type == HostPathType.FileOrCreate && !Path.Exists(source.Path))
        {
            using var made = new FileStream(source.Path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = NewFile });
        }
    }

    private static string? Fault(HostPathVolumeSource source) => source.Type switch
    {
        HostPathType.Directory or HostPathType.DirectoryOrCreate => Directory.Exists(source.Path) ? null : "is not a directory",
        HostPathType.File or HostPathType.FileOrCreate => NativeFiles.KindOf(source.Path) == FileKind.File ? null : "is not a file",
        HostPathType.Socket => NativeFiles.KindOf(source.Path) == FileKind.Socket ? null : "is not a socket file",
        HostPathType.CharDevice => NativeFiles.KindOf(source.Path) == FileKind.CharacterDevice ? null : "is not a character device",
        HostPathType.BlockDevice => NativeFiles.KindOf(source.Path) == FileKind.BlockDevice ? null : "is not a block device",
        _ => null,
    };
}
