namespace Orchestrator.Containers;

/// <summary>What a failed call to an engine means for whoever made it.</summary>
public enum EngineFault
{
    /// <summary>The engine did not answer, or said that it is not able to: nothing is known, so ask again later.</summary>
    Unavailable,

    /// <summary>What the call names is not there.</summary>
    NotFound,

    /// <summary>The name is taken, or the object is in a state that does not allow the call.</summary>
    Conflict,

    /// <summary>The request itself is wrong (400): asking again changes nothing.</summary>
    Invalid,

    /// <summary>An image cannot be had: no such repository or tag, or the registry did not let us or did not answer.</summary>
    ImagePull,

    /// <summary>The container exists and could not be started: no such command, a port that is taken, a missing device.</summary>
    Start,
}
