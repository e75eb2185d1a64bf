using System.Globalization;
using Orchestrator.Planning.Configuration;

namespace Orchestrator.Agent.Volumes;

/// <summary>
/// A folder whose files change all at once. They lie in a folder of their own, which the link <c>..data</c> names, and what containers see are links through it: so replacing
/// that one link replaces everything, and who reads in between sees all of the old or all of the new. Programs that watch for changes of <c>..data</c>, as Kubernetes has it, find it.
/// </summary>
/// <param name="folder">The folder, which is there.</param>
/// <param name="group">The group that the files belong to; null for none in particular.</param>
internal sealed class AtomicFolder(string folder, long? group)
{
    private const string Own = "..";
    private const string NextData = "..data_tmp";
    private const UnixFileMode FolderMode = (UnixFileMode)0x1ED; // rwxr-xr-x
    private const UnixFileMode PrivateMode = (UnixFileMode)0x180; // rw-------
    private const int GroupReads = 0x120; // r--r-----

    private readonly string _data = Path.Combine(folder, "..data");

    /// <summary>Whether files have been written.</summary>
    public bool IsWritten => Directory.Exists(_data);

    /// <summary>Makes the files be just these; nothing happens where they are.</summary>
    /// <param name="files">The files.</param>
    /// <param name="now">The time, of which the name of their folder is made.</param>
    /// <exception cref="VolumeException">A path leads out of the folder.</exception>
    /// <exception cref="IOException">They can't be written.</exception>
    public void Write(IReadOnlyList<VolumeFile> files, DateTimeOffset now)
    {
        foreach (var file in files)
        {
            Check(file.Path);
        }

        Open(folder);
        if (!IsWritten || !IsSame(files))
        {
            Replace(files, now);
        }

        Link(files);
        RemoveOld();
    }

    private static void Check(string path)
    {
        var steps = path.Split('/');
        if (path.Length == 0 || Path.IsPathRooted(path) || steps.Any(step => step is "" or "." or "..") || steps[0].StartsWith(Own, StringComparison.Ordinal))
        {
            throw new VolumeException($"the path \"{path}\" of a file must lead to a file below the volume, and not begin with '..'");
        }
    }

    private bool IsSame(IReadOnlyList<VolumeFile> files)
    {
        var there = Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_data, path));
        return there.ToHashSet(StringComparer.Ordinal).SetEquals(files.Select(file => file.Path))
            && files.All(file => File.GetUnixFileMode(Path.Combine(_data, file.Path)) == ModeOf(file) && File.ReadAllBytes(Path.Combine(_data, file.Path)).AsSpan().SequenceEqual(file.Content.Span));
    }

    private void Replace(IReadOnlyList<VolumeFile> files, DateTimeOffset now)
    {
        var next = MakeNext(now);
        foreach (var file in files)
        {
            Write(Path.Combine(folder, next), file);
        }

        var link = Path.Combine(folder, NextData);
        File.Delete(link);
        File.CreateSymbolicLink(link, next);
        NativeFiles.Rename(link, _data);
    }

    private string MakeNext(DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"..{now.UtcDateTime:yyyy_MM_dd_HH_mm_ss}.{now.UtcTicks % TimeSpan.TicksPerSecond:D7}");
        for (var copy = 0; ; copy++)
        {
            var tried = copy == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}");
            if (!Path.Exists(Path.Combine(folder, tried)))
            {
                MakeFolder(Path.Combine(folder, tried));
                return tried;
            }
        }
    }

    private void Write(string root, VolumeFile file)
    {
        var path = Path.Combine(root, file.Path);
        foreach (var step in FoldersOf(file.Path).Where(step => !Directory.Exists(Path.Combine(root, step))))
        {
            MakeFolder(Path.Combine(root, step));
        }

        // Nobody else may read it before it is what it shall be.
        using (var made = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = PrivateMode }))
        {
            made.Write(file.Content.Span);
        }

        if (group is { } owner)
        {
            NativeFiles.SetGroup(path, (uint)owner);
        }

        File.SetUnixFileMode(path, ModeOf(file));
    }

    private static IEnumerable<string> FoldersOf(string path)
    {
        var steps = path.Split('/');
        return Enumerable.Range(1, steps.Length - 1).Select(length => string.Join('/', steps[..length]));
    }

    private void MakeFolder(string path)
    {
        Directory.CreateDirectory(path, FolderMode);
        Open(path);
    }

    private void Open(string path)
    {
        if (group is { } owner)
        {
            NativeFiles.SetGroup(path, (uint)owner);
        }

        File.SetUnixFileMode(path, group is null ? FolderMode : FolderMode | UnixFileMode.SetGroup);
    }

    private UnixFileMode ModeOf(VolumeFile file) => (UnixFileMode)(group is null ? file.Mode : file.Mode | GroupReads);

    // What a container sees at the top: a link for each file or folder there.
    private void Link(IReadOnlyList<VolumeFile> files)
    {
        var wanted = files.Select(file => file.Path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var name in wanted.Where(name => !Path.Exists(Path.Combine(folder, name))).Order(StringComparer.Ordinal))
        {
            File.Delete(Path.Combine(folder, name));
            File.CreateSymbolicLink(Path.Combine(folder, name), $"..data/{name}");
        }

        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith(Own, StringComparison.Ordinal)).ToList())
        {
            if (entry.LinkTarget is not null && !wanted.Contains(entry.Name))
            {
                File.Delete(entry.FullName);
            }
        }
    }

    // Folders of earlier files, and what a life of the agent left that was cut off while it wrote.
    private void RemoveOld()
    {
        var current = new FileInfo(_data).LinkTarget;
        foreach (var entry in new DirectoryInfo(folder).EnumerateDirectories($"{Own}*").Where(entry => entry.LinkTarget is null && entry.Name != current).ToList())
        {
            entry.Delete(recursive: true);
        }
    }
}
