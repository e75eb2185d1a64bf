using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A header of an HTTP request.</summary>
public sealed record HttpHeader
{
    [Field(1, "The name.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(2, "The value.", Always = true)]
    public string Value { get; init; } = "";
}
