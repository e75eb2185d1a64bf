using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>As whom and with which powers a container runs. What is left out is as the pod says, where the pod can say it.</summary>
[RefusedField("seLinuxOptions", 3, FieldType.Object, "labels of SELinux are not set; remove the field")]
[RefusedField("windowsOptions", 10, FieldType.Object, "pods run on Linux; remove the field")]
public sealed record SecurityContext
{
    [Field(1, "Powers of root that it gets or does not get.")]
    public Capabilities? Capabilities { get; init; }

    [Field(2, "Whether it may do all that the machine's root may.")]
    public bool? Privileged { get; init; }

    [Field(4, "The user's number; the image's user by default.", Minimum = 0, Maximum = 2147483647)]
    public long? RunAsUser { get; init; }

    [Field(5, "Whether it is not started where its user is root.")]
    public bool? RunAsNonRoot { get; init; }

    [Field(6, "Whether its root file system is read only.")]
    public bool? ReadOnlyRootFilesystem { get; init; }

    [Field(7, "Whether a program may get more powers than the one that starts it.")]
    public bool? AllowPrivilegeEscalation { get; init; }

    [Field(8, "The group's number; the image's group by default.", Minimum = 0, Maximum = 2147483647)]
    public long? RunAsGroup { get; init; }

    [Field(9, "How /proc is shown.", OneOf = ["Default", "Unmasked"])]
    [Refused("the engine masks parts of /proc in every container that is not privileged", Except = "\"Default\"")]
    public string? ProcMount { get; init; }

    [Field(11, "Which system calls it may make.")]
    public SeccompProfile? SeccompProfile { get; init; }

    [Field(12, "The AppArmor profile that confines it.")]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
