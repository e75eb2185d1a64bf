namespace Orchestrator.Resources.Description;

/// <summary>What can be done with objects of a kind.</summary>
[Flags]
public enum ResourceVerbs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Make a new one.</summary>
    Create = 1,

    /// <summary>Read one.</summary>
    Get = 2,

    /// <summary>Read several.</summary>
    List = 4,

    /// <summary>Follow changes.</summary>
    Watch = 8,

    /// <summary>Replace one.</summary>
    Update = 16,

    /// <summary>Change parts of one.</summary>
    Patch = 32,

    /// <summary>Delete one.</summary>
    Delete = 64,

    /// <summary>Delete several.</summary>
    DeleteCollection = 128,

    /// <summary>Everything.</summary>
    All = Create | Get | List | Watch | Update | Patch | Delete | DeleteCollection,
}
