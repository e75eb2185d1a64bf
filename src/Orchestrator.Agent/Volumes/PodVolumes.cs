using Orchestrator.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Volumes;

/// <summary>The volumes of the pods of a node: made before their containers, and ended with them.</summary>
internal sealed class PodVolumes(NodeFolder folder)
{
    /// <summary>Makes sure that all volumes of a pod are there. May be repeated.</summary>
    /// <exception cref="VolumeException">One of them can't be had.</exception>
    public void Ensure(Pod pod)
    {
        foreach (var volume in pod.Spec.Volumes)
        {
            try
            {
                Ensure(pod, volume);
            }
            catch (VolumeException e)
            {
                throw new VolumeException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {e.Message}", e);
            }
        }
    }

    /// <summary>What a container sees of its pod's volumes. Parts of volumes are made and mounted by this.</summary>
    /// <exception cref="VolumeException">A part can't be had.</exception>
    public IReadOnlyList<ContainerMount> MountsOf(Pod pod, Container container)
    {
        var mounts = new List<ContainerMount>();
        for (var index = 0; index < container.VolumeMounts.Length; index++)
        {
            var mount = container.VolumeMounts[index];
            var target = mount.MountPath.StartsWith('/') ? mount.MountPath : $"/{mount.MountPath}";
            mounts.Add(new ContainerMount { Source = SourceOf(pod, container, mount, index), Target = target, ReadOnly = mount.ReadOnly });
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

    private void Ensure(Pod pod, Volume volume)
    {
        if (volume.EmptyDir is { } emptyDir)
        {
            EmptyDirs.Ensure(folder.Volume(pod.Metadata.Uid, volume.Name), emptyDir, pod.Spec.SecurityContext.FsGroup);
        }
        else if (volume.HostPath is { } hostPath)
        {
            HostPaths.Ensure(hostPath);
        }
        else
        {
            throw new VolumeException("it has no source that this node serves; there are emptyDir and hostPath");
        }
    }

    private string SourceOf(Pod pod, Container container, VolumeMount mount, int index)
    {
        var volume = pod.Spec.Volumes.FirstOrDefault(volume => volume.Name == mount.Name)
            ?? throw new VolumeException($"the pod has no volume \"{mount.Name}\"");
        var path = volume.HostPath?.Path ?? folder.Volume(pod.Metadata.Uid, volume.Name);
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
