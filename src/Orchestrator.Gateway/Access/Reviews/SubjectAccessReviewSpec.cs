using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>A request that somebody would like to make.</summary>
[RefusedField("extra", 5, FieldType.Map, "roles know nothing more of a user than name and groups: leave it out")]
public sealed record SubjectAccessReviewSpec
{
    [Field(1, "The request, where it is about a resource.")]
    public ResourceAttributes? ResourceAttributes { get; init; }

    [Field(2, "The request, where it is about a path.")]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    [Field(3, "The user.")]
    public string? User { get; init; }

    [Field(4, "The user's groups.")]
    public ImmutableArray<string> Groups { get; init; } = [];

    [Field(6, "The user's uid.")]
    public string? Uid { get; init; }
}
