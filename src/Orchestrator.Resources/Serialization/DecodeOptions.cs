namespace Orchestrator.Resources.Serialization;

/// <summary>How a document is read.</summary>
public sealed record DecodeOptions
{
    /// <summary>What unknown and repeated fields are.</summary>
    public FieldValidation FieldValidation { get; init; } = FieldValidation.Strict;

    /// <summary>Whether the document may name another API version, as clients do for options of a request.</summary>
    public bool AnyApiVersion { get; init; }
}
