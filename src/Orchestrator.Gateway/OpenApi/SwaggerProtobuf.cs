using System.Text.Json.Nodes;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>
/// Writes an OpenAPI 2 document as the protobuf message of the <c>gnostic</c> project (<c>openapi.v2.Document</c>), the only form in which kubectl takes it.
/// A member of the document that has no number here is an error, so that nothing is left out by accident.
/// </summary>
internal static class SwaggerProtobuf
{
    private static readonly string[] InPath = ["required", "in", "description", "name", "type"];

    /// <summary>The document.</summary>
    public static byte[] Write(JsonObject document) => Message(document, (message, name, value) =>
    {
        switch (name)
        {
            case "swagger":
                message.Text(1, value);
                break;
            case "info":
                message.Bytes(2, Texts(value, "title", "version"));
                break;
            case "paths":
                message.Bytes(8, Named(value, 2, PathItem));
                break;
            case "definitions":
                message.Bytes(9, Named(value, 1, Schema));
                break;
            default:
                throw Unknown(name);
        }
    });

    private static byte[] PathItem(JsonNode item) => Message(item, (message, name, value) =>
    {
        switch (name)
        {
            case "get":
                message.Bytes(2, Operation(value));
                break;
            case "put":
                message.Bytes(3, Operation(value));
                break;
            case "post":
                message.Bytes(4, Operation(value));
                break;
            case "delete":
                message.Bytes(5, Operation(value));
                break;
            case "patch":
                message.Bytes(8, Operation(value));
                break;
            case "parameters":
                message.Each(9, value, Parameter);
                break;
            default:
                throw Unknown(name);
        }
    });

    private static byte[] Operation(JsonNode operation) => Message(operation, (message, name, value) =>
    {
        switch (name)
        {
            case "tags":
                message.EachText(1, value);
                break;
            case "description":
                message.Text(3, value);
                break;
            case "operationId":
                message.Text(5, value);
                break;
            case "produces":
                message.EachText(6, value);
                break;
            case "consumes":
                message.EachText(7, value);
                break;
            case "parameters":
                message.Each(8, value, Parameter);
                break;
            case "responses":
                message.Bytes(9, Named(value, 1, Response));
                break;
            default:
                message.Bytes(13, Extension(name, value));
                break;
        }
    });

    /// <summary>A parameter is wrapped by what it is: in the body, in the query or in the path.</summary>
    private static byte[] Parameter(JsonNode parameter)
    {
        const int Parameter = 1;
        const int InBody = 1;
        const int Elsewhere = 2;
        const int Query = 3;
        const int Path = 4;
        var place = (string?)parameter["in"];
        var inner = place switch
        {
            "body" => SwaggerMessage.Of(InBody, BodyParameter(parameter)),
            "query" => SwaggerMessage.Of(Elsewhere, SwaggerMessage.Of(Query, PlainParameter(parameter, typeNumber: 6))),
            _ => SwaggerMessage.Of(Elsewhere, SwaggerMessage.Of(Path, PlainParameter(parameter, typeNumber: 5))),
        };
        return SwaggerMessage.Of(Parameter, inner);
    }

    private static byte[] BodyParameter(JsonNode parameter) => Message(parameter, (message, name, value) =>
    {
        switch (name)
        {
            case "name":
                message.Text(2, value);
                break;
            case "in":
                message.Text(3, value);
                break;
            case "required":
                message.Truth(4, value);
                break;
            case "schema":
                message.Bytes(5, Schema(value));
                break;
            default:
                throw Unknown(name);
        }
    });

    private static byte[] PlainParameter(JsonNode parameter, int typeNumber) => Message(parameter, (message, name, value) =>
    {
        switch (name)
        {
            case "required":
                message.Truth(1, value);
                break;
            case "type":
                message.Text(typeNumber, value);
                break;
            case var _ when Array.IndexOf(InPath, name) is > 0 and var index:
                message.Text(index + 1, value);
                break;
            default:
                throw Unknown(name);
        }
    });

    private static byte[] Response(JsonNode response) => SwaggerMessage.Of(1, Message(response, (message, name, value) =>
    {
        switch (name)
        {
            case "description":
                message.Text(1, value);
                break;
            case "schema":
                message.Bytes(2, SwaggerMessage.Of(1, Schema(value)));
                break;
            default:
                throw Unknown(name);
        }
    }));

    private static byte[] Schema(JsonNode schema) => Message(schema, (message, name, value) =>
    {
        switch (name)
        {
            case "$ref":
                message.Text(1, value);
                break;
            case "format":
                message.Text(2, value);
                break;
            case "description":
                message.Text(4, value);
                break;
            case "default":
                message.Bytes(5, Any(value));
                break;
            case "required":
                message.EachText(19, value);
                break;
            case "enum":
                message.Each(20, value, Any);
                break;
            case "additionalProperties":
                message.Bytes(21, SwaggerMessage.Of(1, Schema(value)));
                break;
            case "type":
                message.Bytes(22, SwaggerMessage.OfText(1, value));
                break;
            case "items":
                message.Bytes(23, SwaggerMessage.Of(1, Schema(value)));
                break;
            case "properties":
                message.Bytes(25, Named(value, 1, Schema));
                break;
            default:
                message.Bytes(31, Extension(name, value));
                break;
        }
    });

    private static byte[] Extension(string name, JsonNode value) => !name.StartsWith("x-", StringComparison.Ordinal) ? throw Unknown(name)
        : SwaggerMessage.Write(message =>
        {
            message.Text(1, JsonValue.Create(name));
            message.Bytes(2, Any(value));
        });

    /// <summary>Anything is written as YAML, of which JSON is a part.</summary>
    private static byte[] Any(JsonNode value) => SwaggerMessage.OfText(2, JsonValue.Create(value.ToJsonString() + "\n"));

    /// <summary>A map is a list of messages, each of a name and a value.</summary>
    private static byte[] Named(JsonNode map, int number, Func<JsonNode, byte[]> write) => Message(map, (message, name, value) => message.Bytes(number, SwaggerMessage.Write(entry =>
    {
        entry.Text(1, JsonValue.Create(name));
        entry.Bytes(2, write(value));
    })));

    private static byte[] Texts(JsonNode map, params string[] names) => Message(map, (message, name, value) =>
        message.Text(Array.IndexOf(names, name) is >= 0 and var index ? index + 1 : throw Unknown(name), value));

    private static byte[] Message(JsonNode node, Action<SwaggerMessage, string, JsonNode> write) => SwaggerMessage.Write(message =>
    {
        foreach (var (name, value) in node.AsObject())
        {
            write(message, name, value!);
        }
    });

    private static InvalidOperationException Unknown(string name) => new($"the OpenAPI 2 document has \"{name}\", which is not known how to be written as protobuf");
}
