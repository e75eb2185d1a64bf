using System.Text.Json.Nodes;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Which state of which object a merge patch is meant for, where it says so.</summary>
internal static class PatchIdentity
{
    public static ObjectMeta Of(JsonObject patch)
    {
        var meta = patch["metadata"] as JsonObject;
        return new ObjectMeta { Uid = Text(meta, "uid") ?? "", ResourceVersion = Text(meta, "resourceVersion") };
    }

    private static string? Text(JsonObject? meta, string field) =>
        meta?[field] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
