using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Patching;

/// <summary>JSON patch, RFC 6902.</summary>
public static class JsonPatch
{
    /// <summary>The most operations of one patch, as in Kubernetes.</summary>
    public const int OperationsMax = 10_000;

    /// <summary>The most bytes that the result may have, and that all copies together may make: as many as Kubernetes takes in a body.</summary>
    public const int ResultBytesMax = 3 * 1024 * 1024;

    /// <summary>The document with all operations applied, in order. Neither argument is changed.</summary>
    /// <param name="document">The document.</param>
    /// <param name="patch">The patch: a list of operations.</param>
    /// <exception cref="PatchException">An operation is none, can't be applied, or is a test that fails; the exception names its index and path.</exception>
    public static JsonNode? Apply(JsonNode? document, JsonNode? patch)
    {
        PatchPath.RequireDepth(document, "the document");
        PatchPath.RequireDepth(patch, "the patch");
        var list = patch as JsonArray
            ?? throw new PatchException(PatchFault.Malformed, "", $"the patch must be a list of operations; got {PatchPath.Describe(patch)}");
        if (list.Count > OperationsMax)
        {
            throw new PatchException(PatchFault.TooLarge, "", $"a patch has at most {OperationsMax} operations; got {list.Count}");
        }

        List<JsonPatchOperation> operations = [.. list.Select(JsonPatchOperation.Read)];
        var result = new JsonPatchRun(document?.DeepClone()).Apply(operations);
        PatchPath.RequireDepth(result, "the result");
        if (ResourceJson.SerializeToUtf8(result).Length > ResultBytesMax)
        {
            throw new PatchException(PatchFault.TooLarge, "", $"the result must have at most {ResultBytesMax} bytes");
        }

        return result;
    }
}
