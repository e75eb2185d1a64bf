using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A field of the pod as a file: just one of fieldRef and resourceFieldRef.</summary>
public sealed record DownwardApiVolumeFile
{
    [Field(1, "The file's path in the volume.", Required = true, Always = true)]
    public string Path { get; init; } = "";

    [Field(2, "A field of the pod's metadata.")]
    public ObjectFieldSelector? FieldRef { get; init; }

    [Field(3, "What a container requests or may use.")]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [Field(4, "Who may do what with the file, as a number of Unix; the volume's defaultMode by default.")]
    public int? Mode { get; init; }
}
