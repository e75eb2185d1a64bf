using System.Text.Json.Serialization;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Files that a pod's containers can share: just one source; an emptyDir where none is named.</summary>
[RefusedField("gcePersistentDisk", 3, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("awsElasticBlockStore", 4, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("gitRepo", 5, FieldType.Object, "no repositories are cloned; clone into an emptyDir in an init container", Within = 2, EvenEmpty = true)]
[RefusedField("nfs", 7, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("iscsi", 8, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("glusterfs", 9, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("persistentVolumeClaim", 10, FieldType.Object, "claims of volumes are not served; use hostPath for data that stays on a node", Within = 2, EvenEmpty = true)]
[RefusedField("rbd", 11, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("flexVolume", 12, FieldType.Object, "drivers of volumes are not served; mount the volume on the node and use hostPath", Within = 2, EvenEmpty = true)]
[RefusedField("cinder", 13, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("cephfs", 14, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("flocker", 15, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("fc", 17, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("azureFile", 18, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("vsphereVolume", 20, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("quobyte", 21, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("azureDisk", 22, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("photonPersistentDisk", 23, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("portworxVolume", 24, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("scaleIO", 25, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("storageos", 27, FieldType.Object, Volume.NetworkStorage, Within = 2, EvenEmpty = true)]
[RefusedField("csi", 28, FieldType.Object, "drivers of volumes are not served; mount the volume on the node and use hostPath", Within = 2, EvenEmpty = true)]
[RefusedField("ephemeral", 29, FieldType.Object, "claims of volumes are not served; use emptyDir for data that ends with the pod", Within = 2, EvenEmpty = true)]
[RefusedField("image", 30, FieldType.Object, "images are not mounted as volumes; copy their files into an emptyDir in an init container", Within = 2, EvenEmpty = true)]
public sealed record Volume
{
    internal const string NetworkStorage = "no storage over the network is mounted; mount it on the node and use hostPath";

    [Field(1, "The name, unique within the pod.", Required = true, Always = true, Format = TextFormat.DnsLabel)]
    public string Name { get; init; } = "";

    [Field(1, "A file or folder of the machine.", Within = 2)]
    public HostPathVolumeSource? HostPath { get; init; }

    [Field(2, "A folder that is empty at first and ends with the pod.", Within = 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    [Field(6, "The values of a Secret as files.", Within = 2)]
    public SecretVolumeSource? Secret { get; init; }

    [Field(16, "Fields of the pod as files.", Within = 2, Name = "downwardAPI")]
    public DownwardApiVolumeSource? DownwardApi { get; init; }

    [Field(19, "The values of a ConfigMap as files.", Within = 2)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    [Field(26, "Files of several sources.", Within = 2)]
    public ProjectedVolumeSource? Projected { get; init; }

    /// <summary>Whether its files are made of what the cluster holds: they are only read, and follow its changes.</summary>
    [JsonIgnore]
    public bool IsConfiguration => Secret is not null || DownwardApi is not null || ConfigMap is not null || Projected is not null;
}
