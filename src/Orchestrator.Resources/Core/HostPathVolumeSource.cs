using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A file or folder of the machine.</summary>
public sealed record HostPathVolumeSource
{
    [Field(1, "The path on the machine.", Required = true, Always = true)]
    public string Path { get; init; } = "";

    [Field(2, "What must be there, or is made; empty is anything.", Always = true, OneOf = ["DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"])]
    public string Type { get; init; } = "";
}
