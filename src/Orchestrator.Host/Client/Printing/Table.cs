using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Printing;

/// <summary>Objects as rows, as the server lays them out.</summary>
/// <param name="Columns">The columns; none in the later tables of a watch, which are like the first.</param>
/// <param name="Rows">The rows.</param>
public sealed record Table(ImmutableArray<TableColumn> Columns, ImmutableArray<TableRow> Rows)
{
    /// <summary>What a request says that wants tables.</summary>
    public const string Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    /// <summary>Reads what the server answers: a table, or else objects, which get the columns NAME and AGE.</summary>
    public static Table Read(JsonObject answer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(time);
        return answer.Text("kind") == "Table"
            ? new Table([.. answer.Items("columnDefinitions").Select(TableColumn.Read)], [.. answer.Items("rows").Select(TableRow.Read)])
            : new Table([new("Name", 0), new("Age", 0)], [.. (answer["items"] is JsonArray ? answer.Items("items") : [answer]).Select(item => Plain(item, time))]);
    }

    private static TableRow Plain(JsonObject item, TimeProvider time) =>
        TableRow.Of(item, [item.Text("metadata", "name") ?? "", Age.Of(item.Text("metadata", "creationTimestamp"), time)]);
}
