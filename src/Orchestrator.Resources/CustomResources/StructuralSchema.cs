using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What a value of a custom object may be: a node of a structural schema.</summary>
public sealed record StructuralSchema
{
    /// <summary>The type of JSON; empty where any is well, or where <see cref="IntOrString"/> says it.</summary>
    public string Type { get; init; } = "";

    /// <summary>Whether null is a value of its own.</summary>
    public bool Nullable { get; init; }

    /// <summary>What stands there where nothing is said; null where there is no default.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The fields of an object.</summary>
    public ImmutableSortedDictionary<string, StructuralSchema> Properties { get; init; } = ImmutableSortedDictionary.Create<string, StructuralSchema>(StringComparer.Ordinal);

    /// <summary>What values a map has, whose keys are the user's; null where it is none.</summary>
    public StructuralSchema? Values { get; init; }

    /// <summary>Whether it is a map of anything.</summary>
    public bool AnyValues { get; init; }

    /// <summary>What items a list has; null where it is none.</summary>
    public StructuralSchema? Items { get; init; }

    /// <summary>Whether fields that are not described are kept.</summary>
    public bool PreservesUnknown { get; init; }

    /// <summary>Whether it is a whole object of the API, with apiVersion, kind and metadata.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Whether it is a whole number or text.</summary>
    public bool IntOrString { get; init; }

    /// <summary>How the items of a list relate: atomic, set or map; empty is atomic.</summary>
    public string ListType { get; init; } = "";

    /// <summary>The fields that identify an item of a list of type map.</summary>
    public ImmutableArray<string> ListKeys { get; init; } = [];

    /// <summary>Whether the object is one value with one owner: granular or atomic; empty is granular.</summary>
    public string MapType { get; init; } = "";

    /// <summary>What it says, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The fields that must be there.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>The only values that it may have; empty is any.</summary>
    public ImmutableArray<JsonElement> Enum { get; init; } = [];

    /// <summary>The pattern that text has to match, as it is written.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>The pattern, ready; null where there is none.</summary>
    public Regex? Matcher { get; init; }

    /// <summary>What a text or number is in particular, such as date-time; else empty.</summary>
    public string Format { get; init; } = "";

    /// <summary>Bounds of numbers.</summary>
    public double? Minimum { get; init; }

    /// <summary>Bounds of numbers.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether the least number is itself too small.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Whether the greatest number is itself too great.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>What a number has to be a multiple of.</summary>
    public double? MultipleOf { get; init; }

    /// <summary>The least number of characters.</summary>
    public long? MinLength { get; init; }

    /// <summary>The greatest number of characters.</summary>
    public long? MaxLength { get; init; }

    /// <summary>The least number of items.</summary>
    public long? MinItems { get; init; }

    /// <summary>The greatest number of items.</summary>
    public long? MaxItems { get; init; }

    /// <summary>The least number of members.</summary>
    public long? MinProperties { get; init; }

    /// <summary>The greatest number of members.</summary>
    public long? MaxProperties { get; init; }

    /// <summary>Schemas of which all have to hold.</summary>
    public ImmutableArray<StructuralSchema> AllOf { get; init; } = [];

    /// <summary>Schemas of which one at least has to hold.</summary>
    public ImmutableArray<StructuralSchema> AnyOf { get; init; } = [];

    /// <summary>Schemas of which just one has to hold.</summary>
    public ImmutableArray<StructuralSchema> OneOf { get; init; } = [];

    /// <summary>A schema that must not hold.</summary>
    public StructuralSchema? Not { get; init; }

    /// <summary>The member's schema: of a field, or of a map's values; null where it is not described.</summary>
    public StructuralSchema? Member(string name) => Properties.GetValueOrDefault(name) ?? Values;

    /// <summary>Whether a member that is not described is kept.</summary>
    public bool Keeps => PreservesUnknown || AnyValues;

    /// <summary>The schemas that stand beside this one as rules.</summary>
    public IEnumerable<(string Step, StructuralSchema Schema)> Rules() =>
    [
        .. AllOf.Select((rule, index) => ($"allOf[{index}]", rule)),
        .. AnyOf.Select((rule, index) => ($"anyOf[{index}]", rule)),
        .. OneOf.Select((rule, index) => ($"oneOf[{index}]", rule)),
        .. Not is null ? [] : new[] { ("not", Not) },
    ];
}
