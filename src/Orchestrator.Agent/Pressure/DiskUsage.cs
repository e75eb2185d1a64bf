using System.Collections.Immutable;
using Orchestrator.Agent.Stats;

namespace Orchestrator.Agent.Pressure;

/// <summary>What a pod has on disk.</summary>
internal sealed record DiskUsage
{
    /// <summary>Of each container, by name: its own layer and its logs.</summary>
    public required ImmutableDictionary<string, FolderUsage> Containers { get; init; }

    /// <summary>Of each emptyDir, by name.</summary>
    public required ImmutableDictionary<string, FolderUsage> Volumes { get; init; }

    /// <summary>Looks at all of it; the larger it is, the longer that takes.</summary>
    public static DiskUsage Of(PodOnNode pod, CancellationToken cancellationToken) => new()
    {
        Containers = pod.Containers.ToImmutableDictionary(container => container.Spec.Name, container => Of(container, cancellationToken), StringComparer.Ordinal),
        Volumes = pod.Volumes.ToImmutableDictionary(volume => volume.Name, volume => FolderUsage.Of(volume.Folder, cancellationToken), StringComparer.Ordinal),
    };

    private static FolderUsage Of(ContainerOnNode container, CancellationToken cancellationToken)
    {
        var layer = container.WritableFolder.Length > 0 ? FolderUsage.Of(container.WritableFolder, cancellationToken) : new FolderUsage(0, 0);
        var logs = container.LogPath.Length > 0 ? LogsOf(container.LogPath) : new FolderUsage(0, 0);
        return new FolderUsage(layer.Bytes + logs.Bytes, layer.Inodes + logs.Inodes);
    }

    // The engine keeps older parts of a log beside it: the same name with a number behind.
    private static FolderUsage LogsOf(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path) ?? "/");
        if (!folder.Exists)
        {
            return new FolderUsage(0, 0);
        }

        var files = folder.EnumerateFiles($"{Path.GetFileName(path)}*").ToList();
        return new FolderUsage(files.Sum(file => file.Exists ? file.Length : 0), files.Count);
    }
}
