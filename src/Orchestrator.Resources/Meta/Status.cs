using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>The answer to a request that failed, or that has no object to answer with.</summary>
public sealed record Status : IDocument
{
    [Field(1, "What the answer says of itself.", Always = true)]
    public ListMeta Metadata { get; init; } = new();

    [Field(2, "Success or Failure.", Name = "status", OneOf = ["Success", "Failure"])]
    public string? State { get; init; }

    [Field(3, "What happened, for a person.")]
    public string? Message { get; init; }

    [Field(4, "What happened, for a program.")]
    public string? Reason { get; init; }

    [Field(5, "Which object and which of its fields.")]
    public StatusDetails? Details { get; init; }

    [Field(6, "The HTTP status code.")]
    public int Code { get; init; }

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Status";
}
