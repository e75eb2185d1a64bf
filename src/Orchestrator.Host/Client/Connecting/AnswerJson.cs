using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Reads a JSON object of an answer whole, so that nothing of it can fail later.</summary>
internal static class AnswerJson
{
    /// <summary>Deeper than any resource, and so that what is printed of it stays within what the writers of documents take.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 60 };

    /// <exception cref="JsonException">It is not a JSON object, or not one of whole Unicode text and unique names.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var node = JsonNode.Parse(utf8, documentOptions: Options) as JsonObject ?? throw new JsonException("not an object");
            Visit(node);
            return node;
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // The framework looks at names and text only when it is asked for them.
            throw new JsonException(failure.Message, failure);
        }
    }

    private static void Visit(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, value) in map)
                {
                    Visit(value);
                }

                break;
            case JsonArray list:
                foreach (var value in list)
                {
                    Visit(value);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
            default:
                break;
        }
    }
}
