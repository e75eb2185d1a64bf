using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Warnings about what a definition asks for and what is not done.</summary>
internal static class DefinitionNotes
{
    /// <summary>The warnings, one a version and matter at most: a chart's definitions have hundreds of rules.</summary>
    public static IEnumerable<string> Of(CustomResourceDefinition definition) => definition.Spec.Versions.SelectMany((version, index) =>
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"spec.versions[{index}].schema.openAPIV3Schema");
        return version.Schema?.OpenAPIV3Schema is { } schema ? OfSchema(schema, path) : [];
    });

    private static IEnumerable<string> OfSchema(JsonElement schema, string path)
    {
        if (Nodes(schema).Any(node => node.TryGetProperty("x-kubernetes-validations", out _)))
        {
            yield return $"{path} has x-kubernetes-validations, which are stored but not evaluated: objects are held to the rest of the schema only";
        }

        var formats = Nodes(schema)
            .Select(node => node.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String ? format.GetString()! : "")
            .Where(SchemaFormats.Unchecked.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (formats.Count > 0)
        {
            yield return $"{path} has formats that are stored but not checked: {string.Join(", ", formats)}";
        }
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Nodes(member.Value)).Prepend(value),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Nodes),
        _ => [],
    };
}
