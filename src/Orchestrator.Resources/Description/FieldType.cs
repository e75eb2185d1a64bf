namespace Orchestrator.Resources.Description;

/// <summary>What kind of value a field holds.</summary>
public enum FieldType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A whole number of 32 bits.</summary>
    Int32,

    /// <summary>A whole number of 64 bits.</summary>
    Int64,

    /// <summary>An amount such as <c>500m</c> or <c>64Mi</c>.</summary>
    Quantity,

    /// <summary>A whole number, or text such as a percentage.</summary>
    IntOrString,

    /// <summary>A time in whole seconds.</summary>
    Time,

    /// <summary>A time with microseconds.</summary>
    MicroTime,

    /// <summary>An object with described fields.</summary>
    Object,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object whose keys are the user's.</summary>
    Map,

    /// <summary>Any JSON, kept as it came.</summary>
    Json,
}
