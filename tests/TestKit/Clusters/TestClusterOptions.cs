
namespace Orchestrator.TestKit.Clusters;

/// <summary>How a test's cluster differs from a plain one.</summary>
public sealed record TestClusterOptions
{
    /// <summary>The engine; the shared one by default.</summary>
    public Uri Engine { get; init; } = TestEnvironment.Docker;

    /// <summary>Connection string of the PostgreSQL server, or null for the shared one.</summary>
    public string? Postgres { get; init; }

    /// <summary>Further arguments of orc.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Further variables of orc.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
