namespace Orchestrator.Containers.Docker;

/// <summary>What was asked of the engine: the same status means different things for different requests.</summary>
internal enum EngineOperation
{
    GetInfo,
    EnsureNetwork,
    RemoveNetwork,
    FindImage,
    PullImage,
    CreateContainer,
    StartContainer,
    StopContainer,
    RemoveContainer,
    FindContainer,
    ListContainers,
    Watch,
    ReadLogs,
}
