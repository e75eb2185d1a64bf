namespace Orchestrator.Agent.Volumes;

/// <summary>
/// Volumes whose files are made of ConfigMaps, Secrets and fields of the pod. They lie in a folder that only the agent may enter, so that nobody else on the node reads them, whatever
/// the files' modes say; the engine shows each to its containers from there. Values of Secrets are in memory only.
/// </summary>
internal static class ConfigFolders
{
    private const UnixFileMode OnlyAgent = (UnixFileMode)0x1C0; // rwx------

    /// <summary>Makes sure that the folder is there.</summary>
    /// <param name="path">Where.</param>
    /// <param name="inMemory">Whether nothing of it may reach a disk.</param>
    /// <param name="group">The group that it belongs to; null for none in particular.</param>
    /// <exception cref="VolumeException">It needs an agent that may mount.</exception>
    /// <exception cref="IOException">It can't be made.</exception>
    public static AtomicFolder Ensure(string path, bool inMemory, long? group)
    {
        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent, OnlyAgent);
        File.SetUnixFileMode(parent, OnlyAgent);
        Directory.CreateDirectory(path);
        if (inMemory && !MountTable.IsMounted(path))
        {
            MountMemory(path);
        }

        return new AtomicFolder(path, group);
    }

    private static void MountMemory(string path)
    {
        try
        {
            NativeFiles.MountMemory(path, "mode=0755");
        }
        catch (IOException e)
        {
            throw new VolumeException($"values of Secrets are kept in memory, which needs an agent that may mount file systems (CAP_SYS_ADMIN): {e.Message}", e);
        }
    }
}
