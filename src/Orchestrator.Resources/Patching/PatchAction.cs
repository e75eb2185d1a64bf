namespace Orchestrator.Resources.Patching;

/// <summary>What a strategic patch does to an object, or to an item of a list.</summary>
internal enum PatchAction
{
    /// <summary>Merges field by field.</summary>
    Merge,

    /// <summary>Takes the place of what is there; in a list, of all that is there.</summary>
    Replace,

    /// <summary>Empties the object; takes the item out of its list.</summary>
    Delete,
}
