using Orchestrator.Containers;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Volumes;

/// <summary>The volumes of the pods of a node: made before their containers, and ended with them.</summary>
internal sealed class PodVolumes(NodeFolder folder)
{
    /// <summary>Makes sure that all volumes of a pod are there. May be repeated.</summary>
    /// <returns>Why files of some are older than they should be, for a person; empty where none are.</returns>
    /// <exception cref="VolumeException">One of them can't be had.</exception>
    public IReadOnlyList<string> Ensure(DownwardView view, ConfigContents contents, DateTimeOffset now)
    {
        var faults = new List<string>();
        foreach (var volume in view.Pod.Spec.Volumes)
        {
            try
            {
                faults.AddRange(Ensure(volume, view, contents, now));
            }
            catch (VolumeException e)
            {
                throw new VolumeException(Sentence(volume, e), e);
            }
        }

        return faults;
    }

    /// <summary>Brings the files of volumes up to date that are made of ConfigMaps, Secrets and fields of the pod.</summary>
    /// <returns>Why some could not be, for a person; empty where all could.</returns>
    public IReadOnlyList<string> Refresh(DownwardView view, ConfigContents contents, DateTimeOffset now)
    {
        var faults = new List<string>();
        foreach (var volume in view.Pod.Spec.Volumes.Where(volume => volume.IsConfiguration))
        {
            try
            {
                faults.AddRange(EnsureFiles(volume, view, contents, now));
            }
            catch (VolumeException e)
            {
                faults.Add(Sentence(volume, e));
            }
        }

        return faults;
    }

    /// <summary>What a container sees of its pod's volumes. Parts of volumes are made and mounted by this.</summary>
    /// <exception cref="VolumeException">A part can't be had.</exception>
    public IReadOnlyList<ContainerMount> MountsOf(Pod pod, Container container)
    {
        var mounts = new List<ContainerMount>();
        for (var index = 0; index < container.VolumeMounts.Length; index++)
        {
            var mount = container.VolumeMounts[index];
            var volume = pod.Spec.Volumes.FirstOrDefault(volume => volume.Name == mount.Name) ?? throw new VolumeException($"the pod has no volume \"{mount.Name}\"");
            mounts.Add(new ContainerMount
            {
                Source = SourceOf(pod, volume, container, mount, index),
                Target = mount.MountPath.StartsWith('/') ? mount.MountPath : $"/{mount.MountPath}",
                ReadOnly = mount.ReadOnly || volume.IsConfiguration,
            });
        }

        return mounts;
    }

    /// <summary>
    /// Ends all that a pod has on the node's disk. Nothing is deleted as long as anything is mounted there, because a mount may show what is not the pod's.
    /// </summary>
    /// <exception cref="VolumeException">Something can't be unmounted or deleted.</exception>
    public void Remove(string uid)
    {
        var path = folder.Pod(uid);
        if (!Directory.Exists(path))
        {
            return;
        }

        try
        {
            foreach (var mounted in MountTable.Below(path))
            {
                NativeFiles.Unmount(mounted);
            }

            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException($"the folder of the pod {uid} can't be removed: {e.Message}", e);
        }
    }

    /// <summary>The pods that have something on the node's disk, by their uids.</summary>
    public IReadOnlyList<string> Uids() => Directory.Exists(folder.Pods)
        ? [.. Directory.EnumerateDirectories(folder.Pods).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    private static string Sentence(Volume volume, Exception fault) => $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {fault.Message}";

    private IEnumerable<string> Ensure(Volume volume, DownwardView view, ConfigContents contents, DateTimeOffset now)
    {
        if (volume.EmptyDir is { } emptyDir)
        {
            EmptyDirs.Ensure(folder.Volume(view.Pod.Metadata.Uid, volume.Name), emptyDir, view.Pod.Spec.SecurityContext.FsGroup);
        }
        else if (volume.HostPath is { } hostPath)
        {
            HostPaths.Ensure(hostPath);
        }
        else if (volume.IsConfiguration)
        {
            return EnsureFiles(volume, view, contents, now);
        }
        else
        {
            throw new VolumeException("it has no source that this node serves");
        }

        return [];
    }

    // Files that were there once stay until there are newer ones: what runs, and what is started again, goes on with them.
    private IEnumerable<string> EnsureFiles(Volume volume, DownwardView view, ConfigContents contents, DateTimeOffset now)
    {
        var path = folder.Configuration(view.Pod.Metadata.Uid, volume.Name);
        try
        {
            var files = ConfigFolders.Ensure(path, VolumeFiles.HoldSecrets(volume), view.Pod.Spec.SecurityContext.FsGroup);
            try
            {
                files.Write(VolumeFiles.Of(volume, view, contents), now);
                return [];
            }
            catch (ConfigException e) when (files.IsWritten)
            {
                return [Sentence(volume, e)];
            }
        }
        catch (Exception e) when (e is ConfigException or IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(e.Message, e);
        }
    }

    private string PathOf(Pod pod, Volume volume) => volume.HostPath?.Path
        ?? (volume.IsConfiguration ? folder.Configuration(pod.Metadata.Uid, volume.Name) : folder.Volume(pod.Metadata.Uid, volume.Name));

    private string SourceOf(Pod pod, Volume volume, Container container, VolumeMount mount, int index)
    {
        var path = PathOf(pod, volume);
        var part = PartOf(container, mount);
        if (part.Length == 0)
        {
            return path;
        }

        var shown = folder.SubPath(pod.Metadata.Uid, container.Name, index);
        try
        {
            SubPaths.Show(path, part, shown);
            return shown;
        }
        catch (VolumeException e)
        {
            throw new VolumeException($"failed to prepare subPath for volumeMount \"{mount.Name}\" of container \"{container.Name}\": {e.Message}", e);
        }
    }

    private static string PartOf(Container container, VolumeMount mount)
    {
        if (string.IsNullOrEmpty(mount.SubPathExpr))
        {
            return mount.SubPath ?? "";
        }

        var part = ContainerCommand.Of(container with { Args = [mount.SubPathExpr] }).Args[0];
        return part.Contains("$(", StringComparison.Ordinal)
            ? throw new VolumeException($"subPathExpr \"{mount.SubPathExpr}\" of volumeMount \"{mount.Name}\" names a variable that container \"{container.Name}\" does not have")
            : part;
    }
}
