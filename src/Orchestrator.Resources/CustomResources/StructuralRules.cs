using System.Globalization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What makes a schema structural: it says of every value what it is, so that what it does not name can be told, and left out.</summary>
internal sealed class StructuralRules(FieldErrors errors)
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    /// <summary>Looks at the schema of a whole object.</summary>
    public void ValidateRoot(StructuralSchema schema, string path)
    {
        if (schema.Type.Length == 0)
        {
            errors.Required($"{path}.type", "must not be empty at the root");
        }
        else if (schema.Type != "object")
        {
            errors.Invalid($"{path}.type", schema.Type, "must be object at the root");
        }

        if (schema.Properties.GetValueOrDefault("metadata") is { } metadata)
        {
            ValidateMetadata(metadata, $"{path}.properties[metadata]");
        }

        Validate(schema, path, "");
    }

    private void Validate(StructuralSchema schema, string path, string what)
    {
        ValidateType(schema, path, what);
        ValidateKeys(schema, path);
        if (!schema.Properties.IsEmpty && (schema.Values is not null || schema.AnyValues))
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }

        foreach (var (name, member) in schema.Properties)
        {
            Validate(member, $"{path}.properties[{name}]", "object fields");
        }

        if (schema.Values is { } values)
        {
            Validate(values, $"{path}.additionalProperties", "object fields");
        }

        if (schema.Items is { } items)
        {
            Validate(items, $"{path}.items", "array items");
        }

        foreach (var (step, rule) in schema.Rules())
        {
            ValidateRule(rule, schema, $"{path}.{step}", path);
        }
    }

    private void ValidateType(StructuralSchema schema, string path, string what)
    {
        if (schema.IntOrString)
        {
            if (schema.Type.Length > 0)
            {
                errors.Invalid($"{path}.type", schema.Type, "must be empty if x-kubernetes-int-or-string is true");
            }
        }
        else if (schema.Type.Length == 0)
        {
            if (what.Length > 0 && !schema.PreservesUnknown)
            {
                errors.Required($"{path}.type", $"must not be empty for specified {what}");
            }
        }
        else if (!Types.Contains(schema.Type))
        {
            errors.NotSupported($"{path}.type", schema.Type, Types);
        }

        if (schema.IsEmbedded && schema.Type != "object")
        {
            errors.Invalid($"{path}.type", schema.Type, "must be object if x-kubernetes-embedded-resource is true");
        }

        if (schema.IsEmbedded && schema.Properties.IsEmpty && !schema.PreservesUnknown)
        {
            errors.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }

        if (schema.Type == "array" && schema.Items is null)
        {
            errors.Required($"{path}.items", "must be specified");
        }
    }

    private void ValidateKeys(StructuralSchema schema, string path)
    {
        if (schema.ListType.Length > 0 && schema.Type != "array")
        {
            errors.Invalid($"{path}.type", schema.Type, "must be array if x-kubernetes-list-type is specified");
        }

        if (schema.ListType == "map" && schema.ListKeys.IsEmpty)
        {
            errors.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }
        else if (schema.ListType != "map" && !schema.ListKeys.IsEmpty)
        {
            errors.Invalid($"{path}.x-kubernetes-list-type", schema.ListType, "must be map if x-kubernetes-list-map-keys is non-empty");
        }

        if (schema.ListType == "map" && schema.Items?.Type != "object")
        {
            errors.Invalid($"{path}.items.type", schema.Items?.Type ?? "", "must be object if parent array's x-kubernetes-list-type is map");
        }

        for (var index = 0; index < schema.ListKeys.Length; index++)
        {
            ValidateKey(schema, schema.ListKeys[index], string.Create(CultureInfo.InvariantCulture, $"{path}.x-kubernetes-list-map-keys[{index}]"));
        }
    }

    private void ValidateKey(StructuralSchema schema, string key, string path)
    {
        if (schema.Items?.Properties.GetValueOrDefault(key) is not { } field)
        {
            errors.Invalid(path, key, "entries must all be names of item properties");
        }
        else if (field.Type is "array" or "object")
        {
            errors.Invalid(path, key, "the key must be a scalar");
        }
        else if (field.Default is null && !schema.Items.Required.Contains(key))
        {
            errors.Required(path, "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }

    // A rule beside a schema may only restrict what the schema describes.
    private void ValidateRule(StructuralSchema rule, StructuralSchema? structure, string path, string outside)
    {
        Empty(rule.Description.Length == 0, $"{path}.description");
        Empty(rule.Default is null, $"{path}.default");
        Empty(rule.Values is null && !rule.AnyValues, $"{path}.additionalProperties");
        Empty(!rule.Nullable, $"{path}.nullable");
        Empty(!rule.PreservesUnknown, $"{path}.x-kubernetes-preserve-unknown-fields");
        Empty(!rule.IsEmbedded, $"{path}.x-kubernetes-embedded-resource");
        Empty(!rule.IntOrString, $"{path}.x-kubernetes-int-or-string");

        // The one exception: both types of what may be either are commonly written as rules.
        Empty(rule.Type.Length == 0 || structure?.IntOrString == true, $"{path}.type");
        foreach (var (name, member) in rule.Properties)
        {
            var described = structure?.Properties.GetValueOrDefault(name) ?? structure?.Values;
            if (described is null && structure is { Keeps: false })
            {
                errors.Required($"{outside}.properties[{name}]", $"because it is defined in {path}.properties[{name}]");
            }

            ValidateRule(member, described, $"{path}.properties[{name}]", $"{outside}.properties[{name}]");
        }

        if (rule.Items is { } items)
        {
            ValidateRule(items, structure?.Items, $"{path}.items", $"{outside}.items");
        }

        foreach (var (step, further) in rule.Rules())
        {
            ValidateRule(further, structure, $"{path}.{step}", outside);
        }
    }

    private void Empty(bool isEmpty, string path)
    {
        if (!isEmpty)
        {
            errors.Forbidden(path, "must be empty to be structural");
        }
    }

    private void ValidateMetadata(StructuralSchema metadata, string path)
    {
        if (metadata.Type is not ("" or "object"))
        {
            errors.Invalid($"{path}.type", metadata.Type, "must be object");
        }

        foreach (var name in metadata.Properties.Keys.Where(name => name is not ("name" or "generateName")))
        {
            errors.Forbidden($"{path}.properties[{name}]", "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
    }
}
