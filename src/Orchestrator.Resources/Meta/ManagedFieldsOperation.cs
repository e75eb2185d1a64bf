namespace Orchestrator.Resources.Meta;

/// <summary>How a writer set the fields that it manages.</summary>
public static class ManagedFieldsOperation
{
    /// <summary>By server-side apply: what it no longer names, it gives up.</summary>
    public const string Apply = "Apply";

    /// <summary>By any other write: it manages what it changed.</summary>
    public const string Update = "Update";
}
