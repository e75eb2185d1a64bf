using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Where a container sees a volume.</summary>
public sealed record VolumeMount
{
    [Field(1, "The volume.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(2, "Whether the container can't write to it.")]
    public bool ReadOnly { get; init; }

    [Field(3, "The path in the container; one without a slash in front is below the root.", Required = true, Always = true)]
    public string MountPath { get; init; } = "";

    [Field(4, "The part of the volume that is seen; all of it by default.")]
    public string? SubPath { get; init; }

    [Field(5, "Whether later mounts pass between the machine and the container.", OneOf = ["None", "HostToContainer", "Bidirectional"])]
    [Refused("mounts do not pass between the machine and containers", Except = "\"None\"")]
    public string? MountPropagation { get; init; }

    [Field(6, "As subPath, with $(NAME) for the container's environment variables.")]
    public string? SubPathExpr { get; init; }

    [Field(7, "Whether mounts below a read only one are read only too.", OneOf = ["Disabled", "IfPossible", "Enabled"])]
    [Refused("mounts below a read only one keep what they are", Except = "\"Disabled\"")]
    public string? RecursiveReadOnly { get; init; }
}
