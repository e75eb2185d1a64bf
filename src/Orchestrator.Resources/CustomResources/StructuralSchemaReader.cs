using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Reads a schema from its JSON. What it does not know is an error, so that no rule is left out in silence.</summary>
internal sealed class StructuralSchemaReader(FieldErrors errors)
{
    /// <summary>More than anybody has written; each is looked at for every object.</summary>
    private const int NodesMax = 50_000;

    private int _nodes;

    /// <summary>The schema at a path. Where it is wrong, the errors say so, and what was understood is returned.</summary>
    public StructuralSchema Read(JsonElement json, string path)
    {
        var schema = new StructuralSchema();
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Invalid(path, json, "must be an object");
            return schema;
        }

        if (++_nodes == NodesMax)
        {
            errors.Forbidden(path, string.Create(CultureInfo.InvariantCulture, $"a schema has at most {NodesMax} nodes"));
        }

        if (_nodes >= NodesMax)
        {
            return schema;
        }

        foreach (var member in json.EnumerateObject())
        {
            // Kubernetes' own clients write what is unset as null.
            schema = member.Value.ValueKind == JsonValueKind.Null && member.Name != "default" ? schema : With(schema, member.Name, member.Value, $"{path}.{member.Name}");
        }

        return schema;
    }

    private StructuralSchema With(StructuralSchema schema, string name, JsonElement value, string path) => name switch
    {
        "type" => schema with { Type = Text(value, path) },
        "nullable" => schema with { Nullable = Truth(value, path) },
        "default" => schema with { Default = value },
        "properties" => schema with { Properties = Members(value, path) },
        "additionalProperties" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => schema with { AnyValues = value.GetBoolean() },
        "additionalProperties" => schema with { Values = Read(value, path) },
        "items" when value.ValueKind == JsonValueKind.Array => Refused(schema, path, "items must be a schema object and not an array"),
        "items" => schema with { Items = Read(value, path) },
        "description" => schema with { Description = Text(value, path) },
        "title" or "externalDocs" or "example" => schema,
        _ when name.StartsWith("x-", StringComparison.Ordinal) => WithExtension(schema, name, value, path),
        _ => WithRule(schema, name, value, path),
    };

    private StructuralSchema WithExtension(StructuralSchema schema, string name, JsonElement value, string path) => name switch
    {
        "x-kubernetes-preserve-unknown-fields" => Truth(value, path)
            ? schema with { PreservesUnknown = true }
            : Wrong(schema, path, value, "must be true or undefined"),
        "x-kubernetes-embedded-resource" => schema with { IsEmbedded = Truth(value, path) },
        "x-kubernetes-int-or-string" => schema with { IntOrString = Truth(value, path) },
        "x-kubernetes-list-type" => schema with { ListType = OneOf(value, path, "atomic", "map", "set") },
        "x-kubernetes-list-map-keys" => schema with { ListKeys = Texts(value, path) },
        "x-kubernetes-map-type" => schema with { MapType = OneOf(value, path, "atomic", "granular") },

        // Not evaluated, of which whoever writes the definition is warned.
        "x-kubernetes-validations" => schema,
        _ => Refused(schema, path, "this extension is not known"),
    };

    private StructuralSchema WithRule(StructuralSchema schema, string name, JsonElement value, string path) => name switch
    {
        "required" => schema with { Required = Texts(value, path) },
        "enum" when value.ValueKind == JsonValueKind.Array => schema with { Enum = [.. value.EnumerateArray()] },
        "pattern" => WithPattern(schema, Text(value, path), path),
        "format" => schema with { Format = Text(value, path) },
        "minimum" => schema with { Minimum = Number(value, path) },
        "maximum" => schema with { Maximum = Number(value, path) },
        "exclusiveMinimum" => schema with { ExclusiveMinimum = Truth(value, path) },
        "exclusiveMaximum" => schema with { ExclusiveMaximum = Truth(value, path) },
        "multipleOf" => schema with { MultipleOf = Number(value, path) is > 0 and var step ? step : Complain(path, value, "must be greater than 0") },
        "minLength" => schema with { MinLength = Count(value, path) },
        "maxLength" => schema with { MaxLength = Count(value, path) },
        "minItems" => schema with { MinItems = Count(value, path) },
        "maxItems" => schema with { MaxItems = Count(value, path) },
        "minProperties" => schema with { MinProperties = Count(value, path) },
        "maxProperties" => schema with { MaxProperties = Count(value, path) },
        "allOf" => schema with { AllOf = List(value, path) },
        "anyOf" => schema with { AnyOf = List(value, path) },
        "oneOf" => schema with { OneOf = List(value, path) },
        "not" => schema with { Not = Read(value, path) },
        "uniqueItems" => Truth(value, path) ? Refused(schema, path, "uniqueItems cannot be set to true since the runtime complexity becomes quadratic") : schema,
        _ => Refused(schema, path, $"{name} is not supported"),
    };

    private StructuralSchema WithPattern(StructuralSchema schema, string pattern, string path)
    {
        if (SchemaPattern.TryRead(pattern, out var matcher, out var why))
        {
            return schema with { Pattern = pattern, Matcher = matcher };
        }

        errors.Invalid(path, pattern, why);
        return schema;
    }

    private ImmutableSortedDictionary<string, StructuralSchema> Members(JsonElement value, string path)
    {
        var members = new StructuralSchema().Properties.ToBuilder();
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Invalid(path, value, "must be an object");
            return members.ToImmutable();
        }

        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = Read(member.Value, $"{path}[{member.Name}]");
        }

        return members.ToImmutable();
    }

    private ImmutableArray<StructuralSchema> List(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray().Select((item, index) => Read(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")))];
        }

        errors.Invalid(path, value, "must be a list");
        return [];
    }

    private string Text(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.String && DocumentText.TryRead(value, out var text))
        {
            return text;
        }

        errors.Invalid(path, value, "must be text");
        return "";
    }

    private string OneOf(JsonElement value, string path, params string[] known)
    {
        var text = Text(value, path);
        if (!known.Contains(text, StringComparer.Ordinal))
        {
            errors.NotSupported(path, text, known);
        }

        return text;
    }

    private ImmutableArray<string> Texts(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray().Select(item => Text(item, path))];
        }

        errors.Invalid(path, value, "must be a list of text");
        return [];
    }

    private bool Truth(JsonElement value, string path)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            errors.Invalid(path, value, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private double? Number(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : Complain(path, value, "must be a number");

    private long? Count(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0)
        {
            return count;
        }

        errors.Invalid(path, value, "must be a whole number of 0 or more");
        return null;
    }

    private double? Complain(string path, JsonElement value, string rule)
    {
        errors.Invalid(path, value, rule);
        return null;
    }

    private StructuralSchema Wrong(StructuralSchema schema, string path, JsonElement value, string rule)
    {
        errors.Invalid(path, value, rule);
        return schema;
    }

    private StructuralSchema Refused(StructuralSchema schema, string path, string why)
    {
        errors.Forbidden(path, why);
        return schema;
    }
}
