using System.Collections.Immutable;

namespace Orchestrator.Gateway.Discovery;

/// <summary>All groups but the core group.</summary>
internal sealed record ApiGroupList
{
    public string Kind { get; } = "APIGroupList";

    public string ApiVersion { get; } = "v1";

    public required ImmutableArray<ApiGroup> Groups { get; init; }
}
