namespace Orchestrator.Gateway.Tables;

/// <summary>A column of the table in which people see objects of a kind.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
/// <param name="Name">The heading.</param>
/// <param name="Cell">What stands in it: text or a whole number.</param>
/// <param name="Description">What the column says, in a sentence.</param>
public sealed record TableColumn<T>(string Name, Func<T, DateTimeOffset, TableCell> Cell, string Description)
{
    /// <summary>0 for a column that is always shown; 1 for one that is shown in the wide form.</summary>
    public int Priority { get; init; }

    /// <summary>Whether its cells are numbers.</summary>
    public bool IsNumber { get; init; }

    /// <summary>What its cells are, as JSON Schema names it; a whole number or text unless it is said.</summary>
    public string Type { get => field ?? (IsNumber ? "integer" : "string"); init; }

    /// <summary>What the text is in particular, such as <c>name</c>; else empty.</summary>
    public string Format { get; init; } = "";
}
