using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Real;

/// <summary>Pods of shell scripts.</summary>
internal static class RealPods
{
    /// <summary>Runs until it is asked to end, and then ends at once.</summary>
    public const string Forever = "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done";

    /// <summary>A pod of these containers that restarts nothing unless it says so.</summary>
    public static Pod Of(params Container[] containers) => With(new PodSpec { RestartPolicy = "Never", Containers = [.. containers] });

    /// <summary>A pod of this.</summary>
    public static Pod With(PodSpec spec)
    {
        var name = UniqueName.Of("pod");
        return ResourceDefaults.Apply(new Pod
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = $"uid-{name}", Generation = 1 },
            Spec = spec with { NodeName = "worker-a" },
            Status = new PodStatus { Phase = PodPhase.Pending },
        });
    }

    /// <summary>A container that runs a script.</summary>
    public static Container Shell(string name, string script) => new()
    {
        Name = name,
        Image = TestKit.Images.Busybox,
        ImagePullPolicy = ImagePullPolicy.Never,
        Command = ["sh", "-c", script],
    };

    /// <summary>A folder of the machine as a volume.</summary>
    public static Volume Folder(string name, string path, string type = "DirectoryOrCreate") =>
        new() { Name = name, HostPath = new HostPathVolumeSource { Path = path, Type = type } };

    /// <summary>A folder of the pod as a volume.</summary>
    public static Volume Empty(string name, string? medium = null, string? limit = null) =>
        new() { Name = name, EmptyDir = new EmptyDirVolumeSource { Medium = medium, SizeLimit = limit is null ? null : Quantity.Parse(limit) } };

    /// <summary>The same container with volumes.</summary>
    public static Container Mounting(this Container container, params VolumeMount[] mounts) => container with { VolumeMounts = [.. mounts] };

    /// <summary>A volume at a path.</summary>
    public static VolumeMount At(string volume, string path) => new() { Name = volume, MountPath = path };

    /// <summary>A command as a hook.</summary>
    public static LifecycleHandler Hook(string script) => new() { Exec = new ExecAction { Command = ["sh", "-c", script] } };

    public static ImmutableSortedDictionary<string, Quantity> Memory(string amount) => QuantityMap.Empty.Add("memory", Quantity.Parse(amount));
}
