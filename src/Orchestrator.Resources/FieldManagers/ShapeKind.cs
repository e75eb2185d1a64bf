namespace Orchestrator.Resources.FieldManagers;

/// <summary>How a value relates to the fields in it.</summary>
internal enum ShapeKind
{
    /// <summary>It is one value with one owner.</summary>
    Atomic,

    /// <summary>It is an object with described fields, each of which has its own owners.</summary>
    Object,

    /// <summary>It is an object whose keys are the user's, each of which has its own owners.</summary>
    Map,

    /// <summary>It is a list of scalars, each of which has its own owners.</summary>
    Set,

    /// <summary>It is a list of items that are told apart by keys.</summary>
    Keyed,
}
