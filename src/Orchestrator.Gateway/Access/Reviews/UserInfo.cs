using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Who somebody is.</summary>
public sealed record UserInfo
{
    [Field(1, "The name.")]
    public string? Username { get; init; }

    [Field(2, "The uid.")]
    public string? Uid { get; init; }

    [Field(3, "The groups.")]
    public ImmutableArray<string> Groups { get; init; } = [];
}
