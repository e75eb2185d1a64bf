using System.Collections.Immutable;

namespace Orchestrator.Gateway.Discovery;

/// <summary>The resources of a version of a group.</summary>
internal sealed record ApiResourceList
{
    public string Kind { get; } = "APIResourceList";

    public string ApiVersion { get; } = "v1";

    public required string GroupVersion { get; init; }

    public required ImmutableArray<ApiResource> Resources { get; init; }
}
