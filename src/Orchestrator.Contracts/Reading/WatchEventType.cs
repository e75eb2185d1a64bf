namespace Orchestrator.Contracts.Reading;

/// <summary>What happened to a watched resource.</summary>
public enum WatchEventType
{
    /// <summary>It is new, or new to the selectors.</summary>
    Added,

    /// <summary>It changed.</summary>
    Modified,

    /// <summary>It is gone, or no longer matches the selectors.</summary>
    Deleted,

    /// <summary>Nothing happened up to this version that was not sent.</summary>
    Bookmark,
}
