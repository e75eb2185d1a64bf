namespace Orchestrator.Containers;

/// <summary>What a failed call to an engine means for whoever made it.</summary>
public enum EngineFault
{
    /// <summary>The engine did not answer, or said that it is not able to: nothing is known, so ask again later.</summary>
    Unavailable,

    /// <summary>What the call names is not there; of a pull, that the registry has no such repository, tag or digest.</summary>
    NotFound,

    /// <summary>The name is taken, or the object is in a state that does not allow the call.</summary>
    Conflict,

    /// <summary>The request itself is wrong (400): asking again changes nothing.</summary>
    Invalid,

    /// <summary>An image cannot be had, for a reason that is none of the others: what the registry sent makes no sense, for example.</summary>
    ImagePull,

    /// <summary>The registry does not let us pull: no credentials, wrong ones, or a repository that it does not say whether it has.</summary>
    Unauthorized,

    /// <summary>The registry cannot be reached, or does not answer; the engine is well.</summary>
    RegistryUnavailable,

    /// <summary>A pull made no progress for too long and was ended.</summary>
    PullStalled,

    /// <summary>The engine's disk is full.</summary>
    OutOfSpace,

    /// <summary>The container exists and could not be started, because the engine has given the address that it is to have.</summary>
    AddressInUse,

    /// <summary>The container exists and could not be started: no such command, a port that is taken, a missing device.</summary>
    Start,
}
