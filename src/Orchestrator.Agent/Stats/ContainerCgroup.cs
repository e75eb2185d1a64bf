namespace Orchestrator.Agent.Stats;

/// <summary>The folders of the control groups that a container's processes are in.</summary>
internal sealed record ContainerCgroup
{
    /// <summary>1 or 2.</summary>
    public required int Version { get; init; }

    /// <summary>Folder of the memory controller.</summary>
    public required string Memory { get; init; }

    /// <summary>Folder of the controller that counts processor time.</summary>
    public required string Cpu { get; init; }

    /// <summary>Folder of the controller that counts processes; null where there is none.</summary>
    public string? Processes { get; init; }

    /// <summary>A group of version 2, where one folder has it all.</summary>
    public static ContainerCgroup Unified(string folder) => new() { Version = 2, Memory = folder, Cpu = folder, Processes = folder };
}
