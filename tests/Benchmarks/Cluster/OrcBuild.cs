using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Cluster;

/// <summary>Which orc is measured.</summary>
internal static class OrcBuild
{
    /// <summary>The runtime that orc stands on, in words.</summary>
    public static string Describe()
    {
        var dependencies = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "orc.deps.json")))!["libraries"]!.AsObject();
        var names = dependencies.Select(library => library.Key).ToList();
        var runtime = names.Find(name => name.StartsWith("Orleans.StandIn/", StringComparison.Ordinal)) is { } standIn
            ? $"stand-ins ({standIn})"
            : $"packages ({names.Find(name => name.StartsWith("Microsoft.Orleans.Server/", StringComparison.Ordinal)) ?? "no Orleans among orc's dependencies"})";
        return $"{runtime}, {Configuration}";
    }

#if DEBUG
    private const string Configuration = "Debug: figures of this build say nothing";
#else
    private const string Configuration = "Release";
#endif
}
