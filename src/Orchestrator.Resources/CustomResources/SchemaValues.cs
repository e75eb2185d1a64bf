using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Holds values to a schema, with Kubernetes' messages.</summary>
internal sealed class SchemaValues(FieldErrors errors)
{
    /// <summary>A hostile object shall not make a long answer.</summary>
    private const int ErrorsMax = 50;

    /// <summary>Looks at a value and all that is in it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">What it may be.</param>
    /// <param name="path">Where it stands; empty for a whole object.</param>
    public void Validate(JsonElement value, StructuralSchema schema, string path)
    {
        if (errors.Count >= ErrorsMax)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!schema.Nullable && schema.Type.Length > 0)
            {
                errors.Invalid(path, "null", $"{path} in body must be of type {schema.Type}: \"null\"");
            }

            return;
        }

        if (!IsOfType(value, schema, path))
        {
            return;
        }

        ValidateScalar(value, schema, path);
        ValidateObject(value, schema, path);
        ValidateList(value, schema, path);
        ValidateRules(value, schema, path);
    }

    private bool IsOfType(JsonElement value, StructuralSchema schema, string path)
    {
        var type = TypeOf(value);
        if (schema.IntOrString)
        {
            if (type is "integer" or "string")
            {
                return true;
            }

            errors.TypeInvalid(path, type, $"{path} in body must be of type integer,string: \"{type}\"");
            return false;
        }

        if (schema.Type.Length == 0 || type == schema.Type || (schema.Type == "number" && type == "integer"))
        {
            return true;
        }

        errors.TypeInvalid(path, type, $"{path} in body must be of type {schema.Type}: \"{type}\"");
        return false;
    }

    private void ValidateScalar(JsonElement value, StructuralSchema schema, string path)
    {
        if (!schema.Enum.IsEmpty && !schema.Enum.Any(known => JsonElement.DeepEquals(known, value)))
        {
            errors.NotSupportedJson(path, value, schema.Enum);
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            ValidateNumber(value, schema, path);
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            ValidateText(value.GetString()!, schema, path);
        }
    }

    private void ValidateNumber(JsonElement value, StructuralSchema schema, string path)
    {
        var number = value.GetDouble();
        if (schema.Minimum is { } least && (number < least || (schema.ExclusiveMinimum && number == least)))
        {
            errors.Invalid(path, value, $"{path} in body should be greater than {OrEqual(schema.ExclusiveMinimum)}{Show(least)}");
        }

        if (schema.Maximum is { } greatest && (number > greatest || (schema.ExclusiveMaximum && number == greatest)))
        {
            errors.Invalid(path, value, $"{path} in body should be less than {OrEqual(schema.ExclusiveMaximum)}{Show(greatest)}");
        }

        if (schema.MultipleOf is { } step && Math.Abs((number / step) - Math.Round(number / step)) > 1e-9)
        {
            errors.Invalid(path, value, $"{path} in body should be a multiple of {Show(step)}");
        }

        if ((schema.Format == "int32" && number is < int.MinValue or > int.MaxValue) || (schema.Format == "int64" && !value.TryGetInt64(out _) && IsWhole(value)))
        {
            errors.Invalid(path, value, $"{path} in body must be of type {schema.Format}: \"{value.GetRawText()}\"");
        }
    }

    private void ValidateText(string text, StructuralSchema schema, string path)
    {
        var length = text.EnumerateRunes().Count();
        if (schema.MaxLength < length)
        {
            errors.TooLong(path, (int)Math.Min(schema.MaxLength.Value, int.MaxValue));
        }

        if (schema.MinLength > length)
        {
            errors.Invalid(path, text, $"{path} in body should be at least {Show(schema.MinLength.Value)} chars long");
        }

        if (schema.Matcher is { } pattern && !pattern.IsMatch(text))
        {
            errors.Invalid(path, text, $"{path} in body should match '{schema.Pattern}'");
        }

        if (!SchemaFormats.Accepts(schema.Format, text))
        {
            errors.Invalid(path, text, $"{path} in body must be of type {schema.Format}: \"{text}\"");
        }
    }

    private void ValidateObject(JsonElement value, StructuralSchema schema, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in schema.Required.Where(name => !value.TryGetProperty(name, out _)))
        {
            errors.Required(Join(path, name));
        }

        var count = value.GetPropertyCount();
        if (schema.MaxProperties < count)
        {
            errors.TooManyProperties(path, count, schema.MaxProperties.Value);
        }

        if (schema.MinProperties > count)
        {
            errors.Invalid(path, value, $"{path} in body should have at least {Show(schema.MinProperties.Value)} properties");
        }

        foreach (var member in value.EnumerateObject())
        {
            if (schema.Member(member.Name) is { } inner && !(path.Length == 0 && CustomObjectConverter.Envelope.Contains(member.Name)))
            {
                Validate(member.Value, inner, Join(path, member.Name));
            }
        }

        if (schema.IsEmbedded)
        {
            ValidateEmbedded(value, path);
        }
    }

    private void ValidateEmbedded(JsonElement value, string path)
    {
        foreach (var name in CustomObjectConverter.Envelope[..2])
        {
            if (!value.TryGetProperty(name, out var said) || said.ValueKind != JsonValueKind.String || said.GetString()!.Length == 0)
            {
                errors.Required(Join(path, name), "must not be empty");
            }
        }

        if (value.TryGetProperty("metadata", out var metadata) && metadata.ValueKind != JsonValueKind.Object)
        {
            errors.TypeInvalid(Join(path, "metadata"), TypeOf(metadata), "must be an object");
        }
    }

    private void ValidateList(JsonElement value, StructuralSchema schema, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var count = value.GetArrayLength();
        if (schema.MaxItems < count)
        {
            errors.TooMany(path, count, (int)Math.Min(schema.MaxItems.Value, int.MaxValue));
        }

        if (schema.MinItems > count)
        {
            errors.Invalid(path, count, $"{path} in body should have at least {Show(schema.MinItems.Value)} items");
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (errors.Count >= ErrorsMax)
            {
                return;
            }

            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (schema.Items is { } inner)
            {
                Validate(item, inner, at);
            }

            if (IdentityOf(item, schema) is { } identity && !known.Add(identity))
            {
                errors.Duplicate(at, JsonElement.Parse(identity));
            }
        }
    }

    // Rules restrict what the schema beside them has judged already: only whether they hold is asked of most.
    private void ValidateRules(JsonElement value, StructuralSchema schema, string path)
    {
        var name = path.Length == 0 ? "" : path;
        foreach (var rule in schema.AllOf)
        {
            Validate(value, rule, path);
        }

        if (!schema.AnyOf.IsEmpty && !schema.AnyOf.Any(rule => Holds(value, rule, path)))
        {
            errors.Invalid(path, value, $"\"{name}\" must validate at least one schema (anyOf)");
        }

        if (!schema.OneOf.IsEmpty && schema.OneOf.Count(rule => Holds(value, rule, path)) is var valid and not 1)
        {
            errors.Invalid(path, value, $"\"{name}\" must validate one and only one schema (oneOf). Found {(valid == 0 ? "none" : Show(valid))} valid");
        }

        if (schema.Not is { } not && Holds(value, not, path))
        {
            errors.Invalid(path, value, $"\"{name}\" must not validate the schema (not)");
        }
    }

    private static bool Holds(JsonElement value, StructuralSchema rule, string path)
    {
        var found = new FieldErrors();
        new SchemaValues(found).Validate(value, rule, path);
        return found.Count == 0;
    }

    /// <summary>What tells an item from the others of its list, as JSON; null where nothing has to.</summary>
    private static string? IdentityOf(JsonElement item, StructuralSchema schema) => schema.ListType switch
    {
        "set" => item.GetRawText(),
        "map" when item.ValueKind == JsonValueKind.Object => JsonSerializer.Serialize(schema.ListKeys
            .Where(key => item.TryGetProperty(key, out _))
            .ToDictionary(key => key, key => item.GetProperty(key))),
        _ => null,
    };

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        _ => IsWhole(value) ? "integer" : "number",
    };

    private static bool IsWhole(JsonElement value) => value.TryGetInt64(out _) || double.IsInteger(value.GetDouble());

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string OrEqual(bool exclusive) => exclusive ? "" : "or equal to ";

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);
}
