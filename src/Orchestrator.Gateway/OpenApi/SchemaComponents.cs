using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>The schemas of a document, each made when something first refers to it.</summary>
internal sealed class SchemaComponents
{
    private const string AnyFields = "x-kubernetes-preserve-unknown-fields";

    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>Whether an OpenAPI 2 document is made of them.</summary>
    public bool IsForOlder { get; init; }

    /// <summary>What a schema that stands elsewhere in the document is referred to by.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>A reference to the schema of a record.</summary>
    public JsonObject Reference(Type record)
    {
        var name = SchemaName.Of(record);
        Require(name, () => Record(record));
        return Reference(name);
    }

    /// <summary>A reference to the schema of a kind.</summary>
    public JsonObject Reference(KindDescription kind)
    {
        if (kind.Custom is null)
        {
            return Reference(kind.Type);
        }

        var name = SchemaName.Of(kind);
        Require(name, () => Custom(kind));
        return Reference(name);
    }

    /// <summary>A reference to the schema of a kind's list.</summary>
    public JsonObject ReferenceToList(KindDescription kind)
    {
        var name = SchemaName.OfList(kind);
        Require(name, () => List(kind));
        return Reference(name);
    }

    /// <summary>A reference to the schema of any patch.</summary>
    public JsonObject ReferenceToPatch() => ReferenceTo(SchemaName.Patch, () => new JsonObject { ["type"] = "object", ["description"] = "What to change." });

    /// <summary>The schemas by their names.</summary>
    public JsonObject ToJson() => new([.. _schemas.Select(schema => KeyValuePair.Create<string, JsonNode?>(schema.Key, schema.Value))]);

    private JsonObject ReferenceTo(string name, Func<JsonObject> make)
    {
        Require(name, make);
        return Reference(name);
    }

    private void Require(string name, Func<JsonObject> make)
    {
        if (_schemas.TryAdd(name, []))
        {
            // Known before it is made: what it holds may hold it again.
            _schemas[name] = make();
        }
    }

    private JsonObject Record(Type record)
    {
        var properties = new JsonObject();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (record.IsAssignableTo(typeof(IDocument)))
        {
            AddIdentity(properties);
            schema["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind.Of(record).ToJson());
        }

        if (ServedKinds.All.FirstOrDefault(kind => kind.Type == record) is { } kind)
        {
            schema["description"] = kind.Description;
        }

        var described = ObjectSchema.Of(record);
        foreach (var field in described.Fields)
        {
            properties[field.Name] = Property(field);
        }

        var required = described.Fields.Where(field => field.Required).Select(field => JsonValue.Create(field.Name)).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required]);
        }

        return schema;
    }

    /// <summary>The schema that a definition gives, with what all objects have.</summary>
    private JsonObject Custom(KindDescription kind)
    {
        var schema = (JsonObject)CustomSchemaDocument.Of(kind.Custom!.Published, IsForOlder);
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }

        AddIdentity(properties);
        properties["metadata"] = Within(Reference(typeof(ObjectMeta)));
        schema["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind.Of(kind).ToJson());
        return schema;
    }

    private JsonObject List(KindDescription kind)
    {
        var properties = new JsonObject();
        AddIdentity(properties);
        properties["items"] = new JsonObject { ["type"] = "array", ["description"] = "The objects.", ["items"] = Within(Reference(kind)) };
        properties["metadata"] = Within(Reference(typeof(ListMeta)));
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = $"A list of objects of kind {kind.Kind}.",
            ["properties"] = properties,
            ["required"] = new JsonArray("items"),
            ["x-kubernetes-group-version-kind"] = new JsonArray((GroupVersionKind.Of(kind) with { Kind = kind.ListKind }).ToJson()),
        };
    }

    private static void AddIdentity(JsonObject properties)
    {
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = "API group and version, such as apps/v1; just the version for the core group." };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = "Kind, such as Deployment." };
    }

    private JsonObject Property(FieldSchema field)
    {
        var property = Value(field, field.Type);
        property["description"] = Describe(field);
        if (field.Default is { } usual)
        {
            property["default"] = JsonNode.Parse(usual.GetRawText());
        }

        if (field.Type == FieldType.List)
        {
            property["x-kubernetes-list-type"] = JsonNamingPolicy.CamelCase.ConvertName(field.List.ToString());
        }

        if (field.Atomic)
        {
            property["x-kubernetes-map-type"] = "atomic";
        }

        if (!field.Keys.IsEmpty)
        {
            property["x-kubernetes-list-map-keys"] = new JsonArray([.. field.Keys.Select(key => JsonValue.Create(key))]);
        }

        if (StrategyOf(field.Patch) is { } strategy)
        {
            property["x-kubernetes-patch-strategy"] = strategy;
        }

        if (field.MergeKey.Length > 0)
        {
            property["x-kubernetes-patch-merge-key"] = field.MergeKey;
        }

        return property;
    }

    private static string Describe(FieldSchema field) => field.Support switch
    {
        SupportLevel.Stored => $"{field.Description} Stored, and without effect yet: {field.Why}.",
        SupportLevel.Refused when field.Property is null => $"Refused: {field.Why}.",
        SupportLevel.Refused => $"{field.Description} Refused: {field.Why}.",
        _ => field.Description,
    };

    private static string? StrategyOf(PatchStrategy strategy) => strategy switch
    {
        PatchStrategy.Merge => "merge",
        PatchStrategy.RetainKeys => "retainKeys",
        PatchStrategy.MergeRetainKeys => "merge,retainKeys",
        _ => null,
    };

    private JsonObject Value(FieldSchema field, FieldType type) => type switch
    {
        FieldType.Object when field.Object is not null => Within(Reference(field.Object.Type)),
        FieldType.List => new JsonObject { ["type"] = "array", ["items"] = Value(field, field.ElementType) },
        FieldType.Map when field.Property is not null => new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(field, field.ElementType) },
        FieldType.Object or FieldType.Map or FieldType.Json => new JsonObject { ["type"] = "object", [AnyFields] = true },
        FieldType.Boolean => new JsonObject { ["type"] = "boolean" },
        FieldType.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        FieldType.Int64 => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        FieldType.Quantity => Within(ReferenceTo(SchemaName.Quantity, () => Either("An amount such as 500m, 1.5 or 64Mi.", "string", "number"))),
        FieldType.IntOrString => Within(ReferenceTo(SchemaName.IntOrString, IntOrString)),
        FieldType.Time => Within(ReferenceTo(SchemaName.Time, () => Time("A time such as 2026-01-31T12:00:00Z."))),
        FieldType.MicroTime => Within(ReferenceTo(SchemaName.MicroTime, () => Time("A time such as 2026-01-31T12:00:00.000000Z."))),
        _ => Text(field),
    };

    /// <summary>A reference allows nothing beside it, so that it stands in a list of one wherever something may.</summary>
    private static JsonObject Within(JsonObject reference) => new() { ["allOf"] = new JsonArray(reference) };

    private static JsonObject Either(string description, params string[] types) => new()
    {
        ["description"] = description,
        ["oneOf"] = new JsonArray([.. types.Select(type => new JsonObject { ["type"] = type })]),
    };

    private static JsonObject IntOrString()
    {
        var schema = Either("A whole number, or text such as 25%.", "integer", "string");
        schema["format"] = "int-or-string";
        return schema;
    }

    private static JsonObject Time(string description) => new() { ["type"] = "string", ["format"] = "date-time", ["description"] = description };

    private static JsonObject Text(FieldSchema field)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (field.Bytes)
        {
            text["format"] = "byte";
        }

        if (!field.OneOf.IsEmpty)
        {
            text["enum"] = new JsonArray([.. field.OneOf.Select(value => JsonValue.Create(value))]);
        }

        return text;
    }
}
