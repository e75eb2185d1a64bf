namespace Orchestrator.Resources.Description;

/// <summary>A field that Kubernetes has and the record does not, because it is refused in whole.</summary>
/// <param name="name">The name in JSON.</param>
/// <param name="number">The field's number in Kubernetes' protobuf message.</param>
/// <param name="type">What kind of value it is.</param>
/// <param name="why">The sentence that says what is missing and what to do instead.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RefusedFieldAttribute(string name, int number, FieldType type, string why) : Attribute
{
    /// <summary>The name in JSON.</summary>
    public string Name { get; } = name;

    /// <summary>The field's number in Kubernetes' protobuf message.</summary>
    public int Number { get; } = number;

    /// <summary>What kind of value it is.</summary>
    public FieldType Type { get; } = type;

    /// <summary>The sentence that says what is missing and what to do instead.</summary>
    public string Why { get; } = why;

    /// <summary>The number of the message that holds the field in protobuf where JSON has it one level higher; 0 where both agree.</summary>
    public int Within { get; init; }

    /// <summary>Whether the field is refused even where it is empty, because its being there says something.</summary>
    public bool EvenEmpty { get; init; }

    /// <summary>How a list merges.</summary>
    public ListType List { get; init; }

    /// <summary>The fields that together identify an item of a list of type <see cref="ListType.Map"/>.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>How a strategic merge patch treats the field.</summary>
    public PatchStrategy Patch { get; init; }

    /// <summary>The field by which a strategic merge patch matches items.</summary>
    public string MergeKey { get; init; } = "";
}
