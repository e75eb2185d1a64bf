using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>What a token is to be good for.</summary>
public sealed record TokenRequestSpec
{
    [Field(1, "Whom it is shown to; empty is the API.", Always = true)]
    public ImmutableArray<string> Audiences { get; init; } = [];

    [Field(3, "The object with whose end it ends.")]
    public BoundObjectReference? BoundObjectRef { get; init; }

    [Field(4, "How long it is good, in seconds.", Default = "3600")]
    public long? ExpirationSeconds { get; init; }
}
