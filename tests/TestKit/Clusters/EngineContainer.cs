using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>A container as its engine lists it.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="State">The engine's word: created, running, exited, ...</param>
/// <param name="Labels">Its labels.</param>
public sealed record EngineContainer(string Id, string State, JsonObject Labels)
{
    public bool Running => State == "running";

    public string PodUid => (string)Labels["orchestrator.pod.uid"]!;

    public string PodName => (string)Labels["orchestrator.pod.name"]!;

    public string Namespace => (string)Labels["orchestrator.pod.namespace"]!;

    /// <summary>Seconds that were waited before this run, or null for a first one.</summary>
    public string? BackoffSeconds => (string?)Labels["orchestrator.backoff-seconds"];
}
