using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A value as a file.</summary>
public sealed record KeyToPath
{
    [Field(1, "The key of the value.", Required = true, Always = true)]
    public string Key { get; init; } = "";

    [Field(2, "The file's path in the volume.", Required = true, Always = true)]
    public string Path { get; init; } = "";

    [Field(3, "Who may do what with the file, as a number of Unix; the volume's defaultMode by default.")]
    public int? Mode { get; init; }
}
