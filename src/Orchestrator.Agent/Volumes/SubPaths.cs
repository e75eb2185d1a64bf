using Microsoft.Win32.SafeHandles;

namespace Orchestrator.Agent.Volumes;

/// <summary>
/// Parts of volumes. Whoever writes to a volume may put links into it, also while we look, so a path in it is never given to the engine: the part is opened below the
/// volume, which the kernel holds to, and what was opened is mounted at a path that only the agent writes to.
/// </summary>
internal static class SubPaths
{
    private const uint NewFolder = 0x1ED; // rwxr-xr-x

    /// <summary>Shows a part of a volume at a path of the agent's; folders that are missing are made.</summary>
    /// <param name="volume">Where the volume is.</param>
    /// <param name="part">The part, relative to it.</param>
    /// <param name="target">Where to show it.</param>
    /// <exception cref="VolumeException">It leads out of the volume, or can't be mounted.</exception>
    public static void Show(string volume, string part, string target)
    {
        try
        {
            using var root = NativeFiles.OpenFolder(volume);
            using var found = OpenOrMake(root, Steps(part));
            MakeTarget(target, NativeFiles.KindOf(found));
            NativeFiles.Bind(found, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException($"{part}: {e.Message}", e);
        }
    }

    private static string[] Steps(string part)
    {
        var steps = part.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Path.IsPathRooted(part) || steps.Contains("..")
            ? throw new VolumeException($"{part} leads out of the volume")
            : steps;
    }

    private static SafeFileHandle OpenOrMake(SafeFileHandle root, string[] steps)
    {
        var whole = steps.Length == 0 ? "." : string.Join('/', steps);
        if (NativeFiles.OpenBeneath(root, whole) is { } there)
        {
            return there;
        }

        using (var parent = OpenOrMake(root, steps[..^1]))
        {
            NativeFiles.MakeFolder(parent, steps[^1], NewFolder);
        }

        return NativeFiles.OpenBeneath(root, whole) ?? throw new IOException("it was removed just after it was made");
    }

    // A mount needs something of its own kind to be on.
    private static void MakeTarget(string target, FileKind kind)
    {
        while (MountTable.IsMounted(target))
        {
            NativeFiles.Unmount(target);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (kind == FileKind.Folder)
        {
            if (File.Exists(target))
            {
                File.Delete(target);
            }

            Directory.CreateDirectory(target);
        }
        else
        {
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            File.WriteAllBytes(target, []);
        }
    }
}
