namespace Orchestrator.Resources.Selectors;

/// <summary>How a label's value is compared, with Kubernetes' meaning: NotIn also holds where the label is absent.</summary>
public enum LabelOperator
{
    /// <summary>The label is there and has one of the values.</summary>
    In,

    /// <summary>The label is absent or has none of the values.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,

    /// <summary>The label is a whole number of 64 bits above the one value.</summary>
    GreaterThan,

    /// <summary>The label is a whole number of 64 bits below the one value.</summary>
    LessThan,
}
