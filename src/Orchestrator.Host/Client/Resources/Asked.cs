using System.Collections.Immutable;

namespace Orchestrator.Host.Client.Resources;

/// <summary>Objects that a command line asks for.</summary>
/// <param name="Resource">Their kind.</param>
/// <param name="Names">Their names; none means all.</param>
public sealed record Asked(ApiResource Resource, ImmutableArray<string> Names);
