
namespace Orchestrator.Gateway.Tables;

/// <summary>What of the object each row of a table carries besides its cells.</summary>
internal enum IncludeObject
{
    /// <summary>Its metadata.</summary>
    Metadata,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>All of it.</summary>
    Object,
}
