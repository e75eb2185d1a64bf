using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A program that is run in a container.</summary>
public sealed record ExecAction
{
    [Field(1, "The program and its arguments; no shell reads them.")]
    public ImmutableArray<string> Command { get; init; } = [];
}
