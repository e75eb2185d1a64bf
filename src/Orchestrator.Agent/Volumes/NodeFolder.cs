using System.Globalization;

namespace Orchestrator.Agent.Volumes;

/// <summary>Where a node keeps what its pods have on its disk: a folder for each pod, by its uid, which ends with the pod.</summary>
internal sealed class NodeFolder(NodeAgentOptions options)
{
    /// <summary>All that the node keeps on its disk.</summary>
    public string Root { get; } = Path.Combine(Path.GetFullPath(options.DataFolder), options.ClusterId, options.NodeName);

    /// <summary>The file that says which images the node has pulled.</summary>
    public string ImageLedger => Path.Combine(Root, "images.json");

    /// <summary>Where profiles for system calls are looked for; people put them there.</summary>
    public string Seccomp => Path.Combine(Root, "seccomp");

    /// <summary>Where the folders of the pods are.</summary>
    public string Pods => Path.Combine(Root, "pods");

    /// <summary>All that a pod has here.</summary>
    public string Pod(string uid) => Path.Combine(Pods, uid);

    /// <summary>A volume that the node made for a pod.</summary>
    public string Volume(string uid, string volume) => Path.Combine(Pod(uid), "volumes", volume);

    /// <summary>A volume that the node made for a pod of what the cluster holds.</summary>
    public string Configuration(string uid, string volume) => Path.Combine(Pod(uid), "configuration", volume);

    /// <summary>Where a part of a volume is mounted for one mount of a container.</summary>
    public string SubPath(string uid, string container, int index) =>
        Path.Combine(Pod(uid), "parts", container, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>What belongs to one run of a container.</summary>
    public string Run(string uid, string container, int attempt) =>
        Path.Combine(Pod(uid), "runs", container, attempt.ToString(CultureInfo.InvariantCulture));
}
