using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Orchestrator.Gateway.Discovery;

/// <summary>A group and its versions.</summary>
internal sealed record ApiGroup
{
    /// <summary>Set where the group is a document of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Set where the group is a document of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApiVersion { get; init; }

    public required string Name { get; init; }

    public required ImmutableArray<ApiGroupVersion> Versions { get; init; }

    public required ApiGroupVersion PreferredVersion { get; init; }
}
