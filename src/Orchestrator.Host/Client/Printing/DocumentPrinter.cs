using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Host.Client.Printing;

/// <summary>Prints whole documents, but for the account of who manages which field: it is long, and for programs.</summary>
/// <param name="output">Where to.</param>
/// <param name="format"><c>json</c> or <c>yaml</c>.</param>
public sealed class DocumentPrinter(TextWriter output, string format)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 4,
        NewLine = "\n",
       
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private bool _hasPrinted;

    /// <summary>Prints a document; several are a stream of documents.</summary>
    public async Task PrintAsync(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        RemoveManagedFields(document);
        foreach (var item in document["items"] as JsonArray ?? [])
        {
            RemoveManagedFields(item);
        }

        if (format == "json")
        {
            await output.WriteLineAsync(document.ToJsonString(Indented));
        }
        else
        {
            await output.WriteAsync($"{(_hasPrinted ? "---\n" : "")}{YamlDocuments.ToYaml(document)}");
        }

        _hasPrinted = true;
    }

    private static void RemoveManagedFields(JsonNode? document) => (document?["metadata"] as JsonObject)?.Remove("managedFields");
}
