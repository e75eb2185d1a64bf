using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Defaults;

/// <summary>The constant defaults, which the description of the fields gives.</summary>
internal static class DescribedDefaults
{
    public static void Fill(JsonObject document, ObjectSchema schema)
    {
        foreach (var field in schema.Fields)
        {
            var value = document[field.Name];
            if (value is null && field.Default is { } usual)
            {
                document[field.Name] = JsonSerializer.SerializeToNode(usual);
            }
            else if (field.Object is { } inner)
            {
                FillWithin(value, inner);
            }
        }
    }

    private static void FillWithin(JsonNode? value, ObjectSchema schema)
    {
        if (value is JsonObject nested)
        {
            Fill(nested, schema);
        }
        else if (value is JsonArray items)
        {
            foreach (var item in items.OfType<JsonObject>())
            {
                Fill(item, schema);
            }
        }
    }
}
