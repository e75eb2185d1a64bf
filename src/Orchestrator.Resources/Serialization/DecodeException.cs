using System.Collections.Immutable;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Serialization;

/// <summary>A document that can't be accepted as it is.</summary>
public sealed class DecodeException(ImmutableArray<FieldError> errors) : Exception(string.Join(", ", errors))
{
    /// <summary>What is wrong; at least one.</summary>
    public ImmutableArray<FieldError> Errors { get; } = errors;

    /// <summary>Whether the document was understood and only asks for what is not served: 422 rather than 400.</summary>
    public bool IsRefusal => Errors.All(error => error.Reason == FieldErrorReason.Forbidden);
}
