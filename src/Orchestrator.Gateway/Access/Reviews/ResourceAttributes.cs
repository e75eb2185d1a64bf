using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>A request about a resource.</summary>
[RefusedField("fieldSelector", 8, FieldType.Object, "roles know no selectors: ask without one")]
[RefusedField("labelSelector", 9, FieldType.Object, "roles know no selectors: ask without one")]
public sealed record ResourceAttributes
{
    [Field(1, "The namespace; empty is all of them.")]
    public string? Namespace { get; init; }

    [Field(2, "What is to be done; * is everything.")]
    public string? Verb { get; init; }

    [Field(3, "The API group; * is all.")]
    public string? Group { get; init; }

    [Field(4, "The API version, which decides nothing.")]
    public string? Version { get; init; }

    [Field(5, "The resource; * is all.")]
    public string? Resource { get; init; }

    [Field(6, "The subresource.")]
    public string? Subresource { get; init; }

    [Field(7, "The name of the object; empty is all.")]
    public string? Name { get; init; }
}
