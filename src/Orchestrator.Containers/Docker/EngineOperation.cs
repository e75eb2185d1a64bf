namespace Orchestrator.Containers.Docker;

/// <summary>What was asked of the engine: the same status means different things for different requests.</summary>
internal enum EngineOperation
{
    Ping,
    GetInfo,
    EnsureNetwork,
    RemoveNetwork,
    FindImage,
    PullImage,
    ImportImage,
    ListImages,
    RemoveImage,
    CreateContainer,
    StartContainer,
    StopContainer,
    KillContainer,
    RemoveContainer,
    FindContainer,
    ListContainers,
    Watch,
    ReadLogs,
    Exec,
    InspectExec,
    Attach,
    WaitContainer,
    ResizeTerminal,
    ReadArchive,
    WriteArchive,
}
