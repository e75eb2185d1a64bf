using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Printing;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Priority">0 for a column that is always shown; more for one that is shown where there is room.</param>
public sealed record TableColumn(string Name, int Priority)
{
    /// <summary>Reads a column of the server's.</summary>
    public static TableColumn Read(JsonObject column) =>
        new(column.Text("name") ?? "", column.At("priority") is JsonValue value && value.TryGetValue(out int priority) ? priority : 0);
}
