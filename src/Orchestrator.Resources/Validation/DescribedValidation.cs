using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Validation;

/// <summary>The rules that the description of the fields gives.</summary>
internal static class DescribedValidation
{
    public static void Validate(JsonElement value, ObjectSchema schema, string path, FieldErrors errors)
    {
        foreach (var field in schema.Fields)
        {
            var present = value.TryGetProperty(field.Name, out var item);
            if (!present || JsonEmptiness.IsEmpty(item) || field.Type == FieldType.Int32 && field.Required && item.GetInt32() == 0)
            {
                if (field.Required)
                {
                    errors.Required(PathOf(path, field));
                }
                else if (present && field.Type == FieldType.Object && field.Object is { } inner)
                {
                    // An object that is there but says nothing leaves out what is required within it.
                    Validate(item, inner, PathOf(path, field), errors);
                }
            }
            else if (HasRules(field))
            {
                ValidateValue(field, field.Type, item, PathOf(path, field), errors);
            }
        }
    }

    // Most fields have none, and nobody needs their paths.
    private static bool HasRules(FieldSchema field) => field.ElementType switch
    {
        FieldType.Object => true,
        FieldType.String => !field.OneOf.IsEmpty || field.Format != TextFormat.None,
        FieldType.Int32 or FieldType.Int64 => field.Minimum > long.MinValue || field.Maximum < long.MaxValue,
        _ => false,
    };

    private static string PathOf(string path, FieldSchema field) => path.Length == 0 ? field.Name : $"{path}.{field.Name}";

    /// <summary>Fields that keep their value. One that the new document leaves out is no change of it.</summary>
    public static void ValidateImmutable(JsonElement next, JsonElement previous, ObjectSchema schema, string path, FieldErrors errors)
    {
        foreach (var field in schema.Fields)
        {
            if (!next.TryGetProperty(field.Name, out var item) || !previous.TryGetProperty(field.Name, out var before))
            {
                continue;
            }

            if (field.Immutable && !JsonElement.DeepEquals(item, before))
            {
                errors.Invalid(PathOf(path, field), item, "field is immutable");
            }
            else if (field.Type == FieldType.Object && (path.Length == 0 || field.Object!.Type != typeof(ObjectMeta)))
            {
                // The metadata of a template is excepted: it describes objects to come and is no identity yet.
                ValidateImmutable(item, before, field.Object!, PathOf(path, field), errors);
            }
        }
    }

    private static void ValidateValue(FieldSchema field, FieldType type, JsonElement value, string path, FieldErrors errors)
    {
        switch (type)
        {
            case FieldType.Object:
                Validate(value, field.Object!, path, errors);
                break;
            case FieldType.List:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    ValidateValue(field, field.ElementType, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), errors);
                }

                break;
            case FieldType.String:
                ValidateText(field, value.GetString()!, path, errors);
                break;
            case FieldType.Int32 or FieldType.Int64:
                ValidateNumber(field, value.GetInt64(), path, errors);
                break;
            default:
                break;
        }
    }

    private static void ValidateText(FieldSchema field, string text, string path, FieldErrors errors)
    {
        if (!field.OneOf.IsEmpty && !field.OneOf.Contains(text))
        {
            errors.NotSupported(path, text, field.OneOf);
        }

        errors.InvalidAll(path, text, TextRules.Faults(field.Format, text));
    }

    private static void ValidateNumber(FieldSchema field, long number, string path, FieldErrors errors)
    {
        if (number >= field.Minimum && number <= field.Maximum)
        {
            return;
        }

        var rule = field.Maximum == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"must be greater than or equal to {field.Minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"must be between {field.Minimum} and {field.Maximum}, inclusive");
        errors.Invalid(path, number, rule);
    }
}
