namespace Orchestrator.Resources.Description;

/// <summary>How the items of a list relate, with Kubernetes' meaning.</summary>
public enum ListType
{
    /// <summary>The list is one value and is replaced whole.</summary>
    Atomic,

    /// <summary>The items are scalars, each of which occurs once.</summary>
    Set,

    /// <summary>The items are objects that their key fields identify.</summary>
    Map,
}
