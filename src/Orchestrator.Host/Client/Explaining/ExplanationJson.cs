using System.Text.Json.Nodes;
using Orchestrator.Planning.Explaining;

namespace Orchestrator.Host.Client.Explaining;

/// <summary>Explanations as documents, for scripts.</summary>
internal static class ExplanationJson
{
    /// <summary>The document of a pod's.</summary>
    public static JsonObject Of(PodExplanation explanation) => new()
    {
        ["kind"] = "pod",
        ["namespace"] = explanation.Namespace,
        ["name"] = explanation.Name,
        ["well"] = explanation.IsWell,
        ["state"] = explanation.State.ToString(),
        ["causes"] = Causes(explanation.Causes),
        ["facts"] = new JsonArray([.. explanation.Facts.Select(fact => JsonValue.Create(fact))]),
    };

    /// <summary>The document of what has pods.</summary>
    public static JsonObject Of(WorkloadExplanation explanation) => new()
    {
        ["kind"] = explanation.Kind,
        ["namespace"] = explanation.Namespace,
        ["name"] = explanation.Name,
        ["well"] = explanation.IsWell,
        ["wanted"] = explanation.Wanted,
        ["running"] = explanation.Running,
        ["causes"] = Causes(explanation.Causes),
        ["pods"] = new JsonArray([.. explanation.Groups.Select(Of)]),
    };

    private static JsonNode Of(PodGroup group) => new JsonObject
    {
        ["names"] = new JsonArray([.. group.Names.Select(name => JsonValue.Create(name))]),
        ["example"] = Of(group.Example),
    };

    private static JsonArray Causes(IEnumerable<Cause> causes) => new([.. causes.Select(cause => new JsonObject
    {
        ["reason"] = cause.Reason,
        ["message"] = cause.Message,
        ["advice"] = cause.Advice,
    })]);
}
