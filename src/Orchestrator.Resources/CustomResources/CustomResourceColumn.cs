using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>A column of the tables in which people see objects.</summary>
public sealed record CustomResourceColumn
{
    [Field(1, "The heading.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(2, "What its cells are.", Required = true, Always = true, OneOf = ["boolean", "date", "integer", "number", "string"])]
    public string Type { get; init; } = "";

    [Field(3, "What the text is in particular.", OneOf = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"])]
    public string? Format { get; init; }

    [Field(4, "What it says.")]
    public string? Description { get; init; }

    [Field(5, "0 for a column that is always shown; more for the wide form.")]
    public int Priority { get; init; }

    [Field(6, "The field, such as .spec.replicas.", Required = true, Always = true)]
    public string JsonPath { get; init; } = "";
}
