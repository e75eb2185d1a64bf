using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Patching;

/// <summary>Reads patches as they come from users.</summary>
public static class PatchText
{
    /// <summary>The patch as a tree whose names and texts can all be read; null is JSON's null.</summary>
    /// <param name="utf8">The patch.</param>
    /// <exception cref="PatchException">It is no JSON, too deep, repeats a name, or has text that is not Unicode.</exception>
    public static JsonNode? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = ResourceDecoder.DepthMax });
            RequireText(document.RootElement, "");
            return JsonNode.Parse(utf8.Span, documentOptions: new JsonDocumentOptions { MaxDepth = ResourceDecoder.DepthMax, AllowDuplicateProperties = false });
        }
        catch (JsonException fault)
        {
            throw new PatchException(PatchFault.Malformed, "", $"the patch is not JSON (line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1})");
        }
    }

    /// <summary>The framework looks at the encoding of names and texts only when they are used, which would be too late.</summary>
    private static void RequireText(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    var name = DocumentText.TryReadName(member, out var text) ? text : throw BadText(path);
                    RequireText(member.Value, PatchPath.Member(path, name));
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    RequireText(item, PatchPath.Item(path, index++));
                }

                break;
            case JsonValueKind.String when !DocumentText.TryRead(value, out _):
                throw BadText(path);
        }
    }

    private static PatchException BadText(string path) => new(PatchFault.Malformed, path, DocumentText.Rule);
}
