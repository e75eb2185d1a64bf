namespace Orchestrator.Planning.Eviction;

/// <summary>What a node can run short of. Names and meanings are Kubernetes' ("Node-pressure Eviction").</summary>
public enum EvictionSignal
{
    /// <summary><c>memory.available</c>: bytes of memory that are not in the working set of anything.</summary>
    MemoryAvailable,

    /// <summary><c>nodefs.available</c>: free bytes where volumes and logs are.</summary>
    NodeFsAvailable,

    /// <summary><c>nodefs.inodesFree</c>: free inodes there.</summary>
    NodeFsInodesFree,

    /// <summary><c>imagefs.available</c>: free bytes where the engine keeps images and containers.</summary>
    ImageFsAvailable,

    /// <summary><c>imagefs.inodesFree</c>: free inodes there.</summary>
    ImageFsInodesFree,

    /// <summary><c>pid.available</c>: process ids that are free.</summary>
    PidAvailable,
}
