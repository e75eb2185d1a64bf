namespace Orchestrator.Resources.Description;

/// <summary>Describes one field of a resource: everything that decoding, defaults, validation, merging and the documents about it are derived from.</summary>
/// <param name="number">The field's number in Kubernetes' protobuf message.</param>
/// <param name="description">What the field says, in a sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(int number, string description) : Attribute
{
    /// <summary>The field's number in Kubernetes' protobuf message.</summary>
    public int Number { get; } = number;

    /// <summary>What the field says, in a sentence.</summary>
    public string Description { get; } = description;

    /// <summary>The number of the message that holds the field in protobuf where JSON has it one level higher; 0 where both agree.</summary>
    public int Within { get; init; }

    /// <summary>The name in JSON; null is the property's name in camel case.</summary>
    public string? Name { get; init; }

    /// <summary>The default as JSON text; null where there is none or where it is computed.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the field must be there and not be empty.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the field is written even where it is empty, as Kubernetes does for some.</summary>
    public bool Always { get; init; }

    /// <summary>Whether the field keeps the value it was created with.</summary>
    public bool Immutable { get; init; }

    /// <summary>The least value of a number.</summary>
    public long Minimum { get; init; } = long.MinValue;

    /// <summary>The greatest value of a number.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>The rule that the text follows.</summary>
    public TextFormat Format { get; init; }

    /// <summary>The only values that the text may have; empty is any.</summary>
    public string[] OneOf { get; init; } = [];

    /// <summary>How a list merges: which of its items are one and the same.</summary>
    public ListType List { get; init; }

    /// <summary>The fields that together identify an item of a list of type <see cref="ListType.Map"/>.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>Whether a map is one value that has one owner, rather than a value a key.</summary>
    public bool Atomic { get; init; }

    /// <summary>How a strategic merge patch treats the field.</summary>
    public PatchStrategy Patch { get; init; }

    /// <summary>The field by which a strategic merge patch matches items; empty where the list is replaced whole.</summary>
    public string MergeKey { get; init; } = "";

    /// <summary>Whether values are secret, so that no message may repeat one.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether texts are bytes: base64 in JSON, themselves in protobuf.</summary>
    public bool Bytes { get; init; }

    /// <summary>Whether a time carries microseconds.</summary>
    public bool Microseconds { get; init; }
}
