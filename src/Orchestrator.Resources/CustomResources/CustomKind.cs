using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What is known of a version of a kind that a CustomResourceDefinition describes.</summary>
public sealed class CustomKind
{
    private CustomKind()
    {
    }

    /// <summary>The fields, as those of records are described.</summary>
    public required ObjectSchema Fields { get; init; }

    /// <summary>What objects may be.</summary>
    public required StructuralSchema Schema { get; init; }

    /// <summary>The schema as the definition has it.</summary>
    public required JsonElement Published { get; init; }

    /// <summary>The group and version as which objects are stored.</summary>
    public required string StoredApiVersion { get; init; }

    /// <summary>The kind of lists.</summary>
    public required string ListKind { get; init; }

    /// <summary>Where objects say how many replicas there are; null where they do not.</summary>
    public CustomResourceScale? Scale { get; private init; }

    /// <summary>What tables show besides the name; empty is the age.</summary>
    public ImmutableArray<CustomResourceColumn> Columns { get; private init; } = [];

    /// <summary>The warning that clients of the version get; null where it is not deprecated.</summary>
    public string? Warning { get; private init; }

    /// <summary>Whether the definition is being deleted, so that nothing new is taken.</summary>
    public bool IsTerminating { get; private init; }

    /// <summary>The kinds that a definition describes, one a served version, the most stable and newest first; none where its names are not accepted.</summary>
    public static ImmutableArray<KindDescription> Of(CustomResourceDefinition definition) => !definition.Is(CustomResourceConditionType.NamesAccepted)
        ? []
        : [.. definition.Spec.Versions.Where(version => version.Served).OrderBy(version => version.Name, VersionOrder.MostStableFirst).Select(version => Of(definition, version))];

    /// <summary>The kind as its objects are stored, whether or not it is served, without what they may be.</summary>
    public static KindDescription Bare(CustomResourceDefinition definition) =>
        Of(definition, definition.Spec.Versions.First(version => version.Storage) with { Schema = null, Subresources = null });

    private static KindDescription Of(CustomResourceDefinition definition, CustomResourceVersion version)
    {
        var (spec, names) = (definition.Spec, definition.Spec.Names);
        var published = version.Schema?.OpenAPIV3Schema ?? JsonElement.Parse("""{"type":"object"}""");

        // What is wrong with a schema was said when the definition was written, and nothing wrong was stored.
        var schema = new StructuralSchemaReader(new FieldErrors()).Read(published, "");
        var hasStatus = version.Subresources?.Status is not null;
        var namespaced = spec.Scope == CustomResourceScope.Namespaced;
        ImmutableArray<string> selectable = namespaced ? ["metadata.name", "metadata.namespace"] : ["metadata.name"];
        return new KindDescription
        {
            Group = spec.Group,
            Version = version.Name,
            Kind = names.Kind,
            Plural = names.Plural,
            Singular = names.Singular ?? names.Kind.ToLowerInvariant(),
            Description = schema.Description,
            ShortNames = names.ShortNames,
            Categories = names.Categories,
            Namespaced = namespaced,
            HasStatus = hasStatus,
            ClientsWriteStatus = hasStatus,
            CountsGeneration = true,
            NameFormat = TextFormat.DnsSubdomain,
            SelectableFields = [.. selectable, .. version.SelectableFields.Select(field => field.JsonPath.TrimStart('.'))],
            Type = typeof(CustomObject),
            Custom = new CustomKind
            {
                Fields = SchemaFields.Of(schema, hasStatus),
                Schema = schema,
                Published = published,
                StoredApiVersion = $"{spec.Group}/{spec.Versions.First(candidate => candidate.Storage).Name}",
                ListKind = names.ListKind ?? $"{names.Kind}List",
                Scale = version.Subresources?.Scale,
                Columns = version.AdditionalPrinterColumns,
                Warning = version.Deprecated ? version.DeprecationWarning ?? $"{spec.Group}/{version.Name} {names.Kind} is deprecated" : null,
                IsTerminating = definition.Metadata.DeletionTimestamp is not null,
            },
        };
    }
}
