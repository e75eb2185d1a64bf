using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>An item of a list that is being merged.</summary>
/// <param name="Value">The item.</param>
/// <param name="Key">What identifies it; null where nothing does.</param>
/// <param name="Live">Its place in the list as it was; -1 where it is new.</param>
internal sealed record ListEntry(JsonNode Value, string? Key, int Live);
