using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for what a pod asks for in case its node is lost: a word that is not understood would be a promise that is not kept.</summary>
internal static class NodeLossValidation
{
    public static void Validate(ImmutableSortedDictionary<string, string> annotations, string path, FieldErrors errors)
    {
        if (annotations.TryGetValue(NodeLossAnnotation.AtMostOnce, out var once) && once is not ("true" or "false"))
        {
            errors.NotSupported($"{path}[{NodeLossAnnotation.AtMostOnce}]", once, ["true", "false"]);
        }

        if (!annotations.TryGetValue(NodeLossAnnotation.OnNodeLost, out var lost))
        {
            return;
        }

        if (lost is not (NodeLossAnnotation.Keep or NodeLossAnnotation.Stop))
        {
            errors.NotSupported($"{path}[{NodeLossAnnotation.OnNodeLost}]", lost, [NodeLossAnnotation.Keep, NodeLossAnnotation.Stop]);
        }
        else if (lost == NodeLossAnnotation.Keep && once == "true")
        {
            errors.Invalid($"{path}[{NodeLossAnnotation.OnNodeLost}]", lost, $"must be \"{NodeLossAnnotation.Stop}\", or be left out, where {NodeLossAnnotation.AtMostOnce} is \"true\"");
        }
    }
}
