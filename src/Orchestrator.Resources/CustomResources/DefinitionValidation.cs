using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Rules for definitions of kinds, in Kubernetes' words.</summary>
internal static class DefinitionValidation
{
    private const string NoConversion = "None";

    public static void Validate(CustomResourceDefinition next, CustomResourceDefinition? previous, FieldErrors errors)
    {
        var spec = next.Spec;
        if (next.Metadata.Name != $"{spec.Names.Plural}.{spec.Group}")
        {
            errors.Invalid("metadata.name", next.Metadata.Name, "must be spec.names.plural+\".\"+spec.group");
        }

        ValidateGroup(spec.Group, errors);
        ValidateNames(spec.Names, errors);
        if (spec.PreserveUnknownFields)
        {
            errors.Invalid("spec.preserveUnknownFields", true, "must be false");
        }

        if (spec.Conversion?.Strategy is { } strategy && strategy != NoConversion)
        {
            errors.NotSupported("spec.conversion.strategy", strategy, [NoConversion]);
        }

        ValidateVersions(spec, errors);
        if (previous is not null && previous.Is(CustomResourceConditionType.Established))
        {
            Unchanged("spec.scope", spec.Scope, previous.Spec.Scope, errors);
            Unchanged("spec.names.kind", spec.Names.Kind, previous.Spec.Names.Kind, errors);
            Unchanged("spec.names.plural", spec.Names.Plural, previous.Spec.Names.Plural, errors);
        }
    }

    private static void Unchanged(string path, string next, string previous, FieldErrors errors)
    {
        if (next != previous)
        {
            errors.Invalid(path, next, "field is immutable");
        }
    }

    private static void ValidateGroup(string group, FieldErrors errors)
    {
        if (group.Length == 0)
        {
            return;
        }

        errors.InvalidAll("spec.group", group, TextRules.Faults(TextFormat.DnsSubdomain, group));
        if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid("spec.group", group, "should be a domain with at least one dot");
        }
        else if (ResourceKinds.All.Any(kind => kind.Group == group) || group is "authentication.k8s.io" or "authorization.k8s.io" or "events.k8s.io" or "metrics.k8s.io")
        {
            errors.Forbidden("spec.group", "the server itself serves this group; choose another");
        }
    }

    private static void ValidateNames(CustomResourceNames names, FieldErrors errors)
    {
        Label("spec.names.plural", names.Plural);
        Label("spec.names.singular", names.Singular ?? "");
        Label("spec.names.kind", names.Kind.ToLowerInvariant());
        Label("spec.names.listKind", names.ListKind?.ToLowerInvariant() ?? "");
        Each("spec.names.shortNames", names.ShortNames);
        Each("spec.names.categories", names.Categories);
        if (names.Kind.Length > 0 && names.Kind == names.ListKind)
        {
            errors.Invalid("spec.names.listKind", names.ListKind, "kind and listKind may not be the same");
        }

        void Label(string path, string text) => errors.InvalidAll(path, text, text.Length == 0 ? [] : TextRules.Faults(TextFormat.DnsLabel1035, text));

        void Each(string path, IEnumerable<string> texts)
        {
            foreach (var (index, text) in texts.Index())
            {
                errors.InvalidAll(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), text, TextRules.Faults(TextFormat.DnsLabel1035, text));
            }
        }
    }

    private static void ValidateVersions(CustomResourceDefinitionSpec spec, FieldErrors errors)
    {
        var names = spec.Versions.Select(version => version.Name).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            errors.Invalid("spec.versions", names, "must contain unique version names");
        }

        if (!spec.Versions.IsEmpty && spec.Versions.Count(version => version.Storage) != 1)
        {
            errors.Invalid("spec.versions", names, "must have exactly one version marked as storage version");
        }

        foreach (var (index, version) in spec.Versions.Index())
        {
            ValidateVersion(version, string.Create(CultureInfo.InvariantCulture, $"spec.versions[{index}]"), errors);
        }
    }

    private static void ValidateVersion(CustomResourceVersion version, string path, FieldErrors errors)
    {
        if (version.Schema?.OpenAPIV3Schema is { } schema)
        {
            ValidateSchema(schema, $"{path}.schema.openAPIV3Schema", errors);
        }
        else
        {
            errors.Required($"{path}.schema.openAPIV3Schema", "schemas are required");
        }

        if (version.DeprecationWarning is { Length: > 0 } && !version.Deprecated)
        {
            errors.Invalid($"{path}.deprecationWarning", version.DeprecationWarning, "can only be set for deprecated versions");
        }

        foreach (var (index, column) in version.AdditionalPrinterColumns.Index())
        {
            Readable(column.JsonPath, string.Create(CultureInfo.InvariantCulture, $"{path}.additionalPrinterColumns[{index}].jsonPath"), errors);
        }

        foreach (var (index, field) in version.SelectableFields.Index())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.selectableFields[{index}].jsonPath");
            Plain(field.JsonPath, at, ["."], "must be a path of names such as .spec.color", errors);
        }

        if (version.Subresources?.Scale is { } scale)
        {
            ValidateScale(scale, $"{path}.subresources.scale", errors);
        }
    }

    private static void ValidateScale(CustomResourceScale scale, string path, FieldErrors errors)
    {
        Plain(scale.SpecReplicasPath, $"{path}.specReplicasPath", [".spec."], "should be a json path under .spec", errors);
        Plain(scale.StatusReplicasPath, $"{path}.statusReplicasPath", [".status."], "should be a json path under .status", errors);
        if (scale.LabelSelectorPath is { Length: > 0 } selector)
        {
            Plain(selector, $"{path}.labelSelectorPath", [".spec.", ".status."], "should be a json path under either .spec or .status", errors);
        }
    }

    private static void Readable(string text, string path, FieldErrors errors)
    {
        if (text.Length > 0 && SchemaPath.TryRead(text) is null)
        {
            errors.Invalid(path, text, "must be a path such as .spec.ports[0].name or .status.conditions[?(@.type==\"Ready\")].status");
        }
    }

    private static void Plain(string text, string path, string[] roots, string rule, FieldErrors errors)
    {
        if (text.Length > 0 && !(SchemaPath.TryRead(text)?.Names is not null && roots.Any(root => text.StartsWith(root, StringComparison.Ordinal))))
        {
            errors.Invalid(path, text, rule);
        }
    }

    private static void ValidateSchema(JsonElement json, string path, FieldErrors errors)
    {
        var before = errors.Count;
        var schema = new StructuralSchemaReader(errors).Read(json, path);
        new StructuralRules(errors).ValidateRoot(schema, path);
        if (errors.Count == before)
        {
            ValidateDefaults(schema, path, errors);
        }
    }

    // A default that breaks the rules would make every object break them.
    private static void ValidateDefaults(StructuralSchema schema, string path, FieldErrors errors)
    {
        if (schema.Default is { } usual)
        {
            var value = JsonSerializer.SerializeToNode(usual);
            SchemaFill.Default(value, schema);
            new SchemaValues(errors).Validate(JsonSerializer.SerializeToElement(value), schema, $"{path}.default");
            SchemaFill.Prune(value, schema, "", name => errors.Invalid($"{path}.default", name, "must not have unspecified fields"));
        }

        foreach (var (name, member) in schema.Properties)
        {
            ValidateDefaults(member, $"{path}.properties[{name}]", errors);
        }

        if (schema.Values is { } values)
        {
            ValidateDefaults(values, $"{path}.additionalProperties", errors);
        }

        if (schema.Items is { } items)
        {
            ValidateDefaults(items, $"{path}.items", errors);
        }
    }
}
