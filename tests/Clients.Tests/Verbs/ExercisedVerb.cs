using System.Text.Json.Serialization;

namespace Orchestrator.Clients.Tests.Verbs;

/// <summary>What came of one request.</summary>
public sealed record ExercisedVerb
{
    /// <summary>Plural and group, with the subresource after the plural, such as <c>deployments/scale.apps</c>.</summary>
    [JsonPropertyName("resource")]
    public required string Resource { get; init; }

    /// <summary>The verb; of a patch with its type.</summary>
    [JsonPropertyName("verb")]
    public required string Verb { get; init; }

    /// <summary><c>works</c> or <c>refused</c>; null where the answer was another than it should be.</summary>
    [JsonPropertyName("level")]
    public string? Level { get; init; }

    /// <summary>The answer that should have been another; else null.</summary>
    [JsonPropertyName("fault")]
    public string? Fault { get; init; }
}
