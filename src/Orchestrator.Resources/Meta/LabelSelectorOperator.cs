namespace Orchestrator.Resources.Meta;

/// <summary>How a requirement of a label selector compares.</summary>
public static class LabelSelectorOperator
{
    /// <summary>The label is there and has one of the values.</summary>
    public const string In = "In";

    /// <summary>The label is absent or has none of the values.</summary>
    public const string NotIn = "NotIn";

    /// <summary>The label is there.</summary>
    public const string Exists = "Exists";

    /// <summary>The label is absent.</summary>
    public const string DoesNotExist = "DoesNotExist";
}
