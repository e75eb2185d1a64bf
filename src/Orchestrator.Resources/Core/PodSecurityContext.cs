using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>As whom and with which powers a pod's containers run, unless a container says otherwise.</summary>
[RefusedField("seLinuxOptions", 1, FieldType.Object, "labels of SELinux are not set; remove the field")]
[RefusedField("windowsOptions", 8, FieldType.Object, "pods run on Linux; remove the field")]
[RefusedField("seLinuxChangePolicy", 13, FieldType.String, "labels of SELinux are not set; remove the field")]
public sealed record PodSecurityContext
{
    [Field(2, "The user's number; the image's user by default.", Minimum = 0, Maximum = 2147483647)]
    public long? RunAsUser { get; init; }

    [Field(3, "Whether a container is not started where its user is root.")]
    public bool? RunAsNonRoot { get; init; }

    [Field(4, "Groups that the first process of each container is in too.", Minimum = 0, Maximum = 2147483647)]
    public ImmutableArray<long> SupplementalGroups { get; init; } = [];

    [Field(5, "A further such group, to which the pod's volumes are given.", Minimum = 0, Maximum = 2147483647)]
    public long? FsGroup { get; init; }

    [Field(6, "The group's number; the image's group by default.", Minimum = 0, Maximum = 2147483647)]
    public long? RunAsGroup { get; init; }

    [Field(7, "Parameters of the kernel that the pod has for itself.")]
    public ImmutableArray<Sysctl> Sysctls { get; init; } = [];

    [Field(9, "Whether a volume whose root has the right owner is gone through again; Always by default.", OneOf = ["OnRootMismatch", "Always"])]
    public string? FsGroupChangePolicy { get; init; }

    [Field(10, "Which system calls the containers may make.")]
    public SeccompProfile? SeccompProfile { get; init; }

    [Field(11, "The AppArmor profile that confines the containers.")]
    public AppArmorProfile? AppArmorProfile { get; init; }

    [Field(12, "Whether groups from the image's group file count too.", OneOf = ["Merge", "Strict"])]
    [Refused("the engine adds the groups from the image's group file", Except = "\"Merge\"")]
    public string? SupplementalGroupsPolicy { get; init; }
}
