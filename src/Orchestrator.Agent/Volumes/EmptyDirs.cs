using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Volumes;

/// <summary>Folders that are empty at first and end with their pod, on the node's disk or in its memory.</summary>
internal static class EmptyDirs
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF; // rwxrwxrwx

    /// <summary>Makes sure that the folder is there. What is in it stays.</summary>
    /// <param name="path">Where.</param>
    /// <param name="source">What is asked for.</param>
    /// <param name="group">The group that the folder, and what is made in it, belongs to; null for none in particular.</param>
    /// <exception cref="VolumeException">It can't be made.</exception>
    public static void Ensure(string path, EmptyDirVolumeSource source, long? group)
    {
        try
        {
            Directory.CreateDirectory(path);
            if (source.Medium == StorageMedium.Memory && !MountTable.IsMounted(path))
            {
                MountMemory(path, source.SizeLimit);
            }

            if (group is { } owner)
            {
                NativeFiles.SetGroup(path, (uint)owner);
            }

            File.SetUnixFileMode(path, group is null ? Everybody : Everybody | UnixFileMode.SetGroup);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(e.Message, e);
        }
    }

    private static void MountMemory(string path, Quantity? limit)
    {
        var size = limit is { } bytes ? string.Create(CultureInfo.InvariantCulture, $",size={bytes.Value}") : "";
        try
        {
            NativeFiles.MountMemory(path, $"mode=0777{size}");
        }
        catch (IOException e)
        {
            throw new VolumeException($"a folder in memory needs an agent that may mount file systems (CAP_SYS_ADMIN): {e.Message}", e);
        }
    }
}
