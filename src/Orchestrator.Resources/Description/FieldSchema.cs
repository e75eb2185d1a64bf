using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Orchestrator.Resources.Description;

/// <summary>Everything that is known of one field.</summary>
public sealed record FieldSchema
{
    /// <summary>The name in JSON.</summary>
    public required string Name { get; init; }

    /// <summary>The field's number in Kubernetes' protobuf message.</summary>
    public required int Number { get; init; }

    /// <summary>The number of the message that holds the field in protobuf where JSON has it one level higher; 0 where both agree.</summary>
    public int Within { get; init; }

    /// <summary>What kind of value it holds.</summary>
    public required FieldType Type { get; init; }

    /// <summary>What kind of values a list or map holds; the type itself otherwise.</summary>
    public required FieldType ElementType { get; init; }

    /// <summary>The described object that the field, or each item of its list, is; null where it is none.</summary>
    public ObjectSchema? Object { get; init; }

    /// <summary>The record's property; null where the field is refused in whole.</summary>
    public PropertyInfo? Property { get; init; }

    /// <summary>What the field says, in a sentence; for a field refused in whole, why.</summary>
    public required string Description { get; init; }

    /// <summary>What becomes of the field when a user sets it.</summary>
    public SupportLevel Support { get; init; }

    /// <summary>What is missing, where the field does not work; else empty.</summary>
    public string Why { get; init; } = "";

    /// <summary>The one value that a refused field may have; null where there is none.</summary>
    public JsonElement? Accepted { get; init; }

    /// <summary>Whether the field is refused even where it is empty.</summary>
    public bool RefusedEmpty { get; init; }

    /// <summary>The default; null where there is none or where it is computed.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Whether the field must be there and not be empty.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the field is written even where it is empty.</summary>
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
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>Whether texts are bytes: base64 in JSON, themselves in protobuf.</summary>
    public bool Bytes { get; init; }

    /// <summary>Whether values are secret, so that no message may repeat one.</summary>
    public bool Secret { get; init; }

    /// <summary>How a list merges.</summary>
    public ListType List { get; init; }

    /// <summary>The fields that together identify an item of a list of type map.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Whether the map or object, or each item of the list, is one value that has one owner; Kubernetes' <c>x-kubernetes-map-type: atomic</c>.</summary>
    public bool Atomic { get; init; }

    /// <summary>Whether the field can be absent in a way that differs from an empty value.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>How a strategic merge patch treats the field.</summary>
    public PatchStrategy Patch { get; init; }

    /// <summary>The field by which a strategic merge patch matches items; empty where there is none.</summary>
    public string MergeKey { get; init; } = "";
}
