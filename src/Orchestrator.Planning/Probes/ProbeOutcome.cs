namespace Orchestrator.Planning.Probes;

/// <summary>How one probe ended.</summary>
public enum ProbeOutcome
{
    /// <summary>The container answered as it should.</summary>
    Success,

    /// <summary>The container did not answer, or not as it should.</summary>
    Failure,

    /// <summary>The probe could not be carried out, for a cause that is not the container's: nothing follows from it.</summary>
    Unknown,
}
