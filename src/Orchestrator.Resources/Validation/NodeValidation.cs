using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for nodes.</summary>
internal static class NodeValidation
{
    public static void Validate(NodeSpec spec, FieldErrors errors)
    {
        var seen = new HashSet<(string Key, string Effect)>();
        for (var index = 0; index < spec.Taints.Length; index++)
        {
            var taint = spec.Taints[index];
            var path = string.Create(CultureInfo.InvariantCulture, $"spec.taints[{index}]");
            errors.InvalidAll($"{path}.value", taint.Value ?? "", TextRules.LabelValueFaults(taint.Value ?? ""));
            if (!seen.Add((taint.Key, taint.Effect)))
            {
                errors.Duplicate(path, taint);
            }
        }
    }
}
