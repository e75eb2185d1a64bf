using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Printing;

/// <summary>A row of a table: an object.</summary>
/// <param name="Cells">What stands under each column.</param>
/// <param name="Namespace">The object's namespace.</param>
/// <param name="Uid">The object's uid.</param>
/// <param name="ResourceVersion">The object's version.</param>
public sealed record TableRow(ImmutableArray<string> Cells, string Namespace, string Uid, string ResourceVersion)
{
    /// <summary>Reads a row of the server's.</summary>
    public static TableRow Read(JsonObject row) => Of(row["object"], row["cells"] is JsonArray cells ? [.. cells.Select(Cell)] : []);

    /// <summary>The row of an object.</summary>
    public static TableRow Of(JsonNode? subject, ImmutableArray<string> cells) => new(
        cells,
        subject.Text("metadata", "namespace") ?? "",
        subject.Text("metadata", "uid") ?? "",
        subject.Text("metadata", "resourceVersion") ?? "");

    private static string Cell(JsonNode? cell) => cell is null ? "" : cell.Text() ?? cell.ToJsonString();
}
