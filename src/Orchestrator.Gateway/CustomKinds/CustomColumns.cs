using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Gateway.Tables;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>The table of a custom kind: the name, and the columns that its definition gives, or the age where it gives none.</summary>
internal sealed class CustomColumns(CustomKind kind) : ITableColumns<CustomObject>
{
    public ImmutableArray<TableColumn<CustomObject>> Columns { get; } =
    [
        CommonColumns.Name<CustomObject>(),
        .. kind.Columns.IsEmpty ? [CommonColumns.Age<CustomObject>()] : kind.Columns.Select(Column),
    ];

    private static TableColumn<CustomObject> Column(CustomResourceColumn column)
    {
        var path = SchemaPath.TryRead(column.JsonPath)!;
        return new TableColumn<CustomObject>(column.Name, (found, now) => Cell(path.First(ResourceJson.ToNode(found)), column.Type, now), column.Description ?? "")
        {
            Type = column.Type,
            Format = column.Format ?? "",
            Priority = column.Priority,
        };
    }

    /// <summary>A value of another type than the column's has no cell, as in Kubernetes; a column of text takes all.</summary>
    private static TableCell Cell(JsonNode? value, string type, DateTimeOffset now) => (type, value) switch
    {
        (_, null) => TableCell.Empty,
        ("integer", JsonValue number) when number.TryGetValue(out long whole) => whole,
        ("integer", JsonValue number) when number.TryGetValue(out double real) => (long)real,
        ("number", JsonValue number) when number.TryGetValue(out double real) => TableCell.FromJson(JsonValue.Create(real)),
        ("boolean", JsonValue truth) when truth.TryGetValue(out bool _) => TableCell.FromJson(truth),
        ("date", JsonValue text) when text.TryGetValue(out string? date) => Date(date, now),
        ("string", JsonValue text) when text.TryGetValue(out string? words) => words,
        ("string", _) => value.ToJsonString(),
        _ => TableCell.Empty,
    };

    private static TableCell Date(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Age.Of(time, now) : "<invalid>";
}
