using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>JSON merge patch, RFC 7386.</summary>
public static class JsonMergePatch
{
    /// <summary>The target with the patch applied: objects merge by member, null removes, all else replaces. Neither argument is changed.</summary>
    /// <exception cref="PatchException">One of them is too deep.</exception>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        PatchPath.RequireDepth(target, "the document");
        PatchPath.RequireDepth(patch, "the patch");
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        Merge(result, changes);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                target.Remove(name);
            }
            else if (change is JsonObject nested)
            {
                if (target[name] is not JsonObject)
                {
                    target[name] = new JsonObject();
                }

                Merge((JsonObject)target[name]!, nested);
            }
            else
            {
                target[name] = change.DeepClone();
            }
        }
    }
}
