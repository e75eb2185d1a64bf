using System.Text.Json.Nodes;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>The OpenAPI 2 document of the whole API, made of the OpenAPI 3 documents of its groups: it says the same in the older words.</summary>
internal static class SwaggerDocument
{
    private const string NewPrefix = "#/components/schemas/";
    private const string OldPrefix = "#/definitions/";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    /// <summary>The document that says what these say.</summary>
    public static JsonObject Of(IEnumerable<JsonObject> documents)
    {
        var paths = new JsonObject();
        var definitions = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            foreach (var (path, item) in document["paths"]!.AsObject())
            {
                paths[path] = PathItem(item!.AsObject());
            }

            foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
            {
                definitions.TryAdd(name, Schema(schema!.AsObject()));
            }
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = GroupDocument.Info(),
            ["paths"] = paths,
            ["definitions"] = new JsonObject([.. definitions.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))]),
        };
    }

    private static JsonObject PathItem(JsonObject item)
    {
        var older = new JsonObject();
        foreach (var (name, value) in item)
        {
            older[name] = Methods.Contains(name) ? Operation(value!.AsObject()) : Parameters(value!.AsArray());
        }

        return older;
    }

    private static JsonObject Operation(JsonObject operation)
    {
        var older = operation.DeepClone().AsObject();
        var parameters = Parameters(operation["parameters"]!.AsArray());
        if (older.Remove("requestBody", out var body))
        {
            var content = body!["content"]!.AsObject();
            older["consumes"] = new JsonArray([.. content.Select(type => JsonValue.Create(type.Key))]);
            parameters.Add(new JsonObject
            {
                ["name"] = "body",
                ["in"] = "body",
                ["required"] = body["required"]!.GetValue<bool>(),
                ["schema"] = SchemaOf(content),
            });
        }

        older["parameters"] = parameters;
        var responses = new JsonObject();
        foreach (var (code, response) in operation["responses"]!.AsObject())
        {
            var content = response!["content"]!.AsObject();
            older["produces"] = new JsonArray([.. content.Select(type => JsonValue.Create(type.Key))]);
            responses[code] = new JsonObject { ["description"] = (string?)response["description"], ["schema"] = SchemaOf(content) };
        }

        older["responses"] = responses;
        return older;
    }

    /// <summary>All types of a content have the same schema.</summary>
    private static JsonObject SchemaOf(JsonObject content) => Schema(content.First().Value!["schema"]!.AsObject());

    private static JsonArray Parameters(JsonArray parameters) => new([.. parameters.Select(parameter =>
    {
        var older = parameter!.DeepClone().AsObject();
        older.Remove("schema", out var schema);
        older["type"] = (string?)schema!["type"];
        return older;
    })]);

    /// <summary>A value of one of several types is text here; clients know from the format what else it may be.</summary>
    private static JsonObject Schema(JsonObject schema)
    {
        var older = new JsonObject();
        foreach (var (name, value) in schema)
        {
            switch (name)
            {
                case "$ref":
                    older[name] = ((string)value!).Replace(NewPrefix, OldPrefix, StringComparison.Ordinal);
                    break;
                case "allOf":
                    older["$ref"] = Schema(value![0]!.AsObject())["$ref"]!.DeepClone();
                    break;
                case "oneOf":
                    older["type"] = "string";
                    break;
                case "items" or "additionalProperties":
                    older[name] = Schema(value!.AsObject());
                    break;
                case "properties":
                    older[name] = new JsonObject([.. value!.AsObject().Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, Schema(field.Value!.AsObject())))]);
                    break;
                default:
                    older[name] = value?.DeepClone();
                    break;
            }
        }

        return older;
    }
}
