namespace Orchestrator.Resources.Core;

/// <summary>How a requirement on a node compares.</summary>
public static class NodeSelectorOperator
{
    /// <summary>The label is there and has one of the values.</summary>
    public const string In = "In";

    /// <summary>The label is absent or has none of the values.</summary>
    public const string NotIn = "NotIn";

    /// <summary>The label is there.</summary>
    public const string Exists = "Exists";

    /// <summary>The label is absent.</summary>
    public const string DoesNotExist = "DoesNotExist";

    /// <summary>The label is a whole number above the value.</summary>
    public const string Gt = "Gt";

    /// <summary>The label is a whole number below the value.</summary>
    public const string Lt = "Lt";
}
