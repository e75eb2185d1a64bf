using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Planning.Nodes;

/// <summary>Taints as people write them: <c>key=value:Effect</c> or <c>key:Effect</c>.</summary>
public static class TaintText
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is wrong.</exception>
    public static Taint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var effect = text[(colon + 1)..];
        if (colon < 0 || effect is not (TaintEffect.NoSchedule or TaintEffect.PreferNoSchedule or TaintEffect.NoExecute))
        {
            throw new FormatException($"a taint must be like key=value:Effect, with the effect {TaintEffect.NoSchedule}, {TaintEffect.PreferNoSchedule} or {TaintEffect.NoExecute}; got '{text}'");
        }

        var parts = text[..colon].Split('=', 2);
        var taint = new Taint { Key = parts[0], Value = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null, Effect = effect };
        var fault = TextRules.Faults(TextFormat.QualifiedName, taint.Key).Concat(TextRules.LabelValueFaults(taint.Value ?? "")).FirstOrDefault();
        return fault is null ? taint : throw new FormatException($"the taint '{text}' is not one: {fault}");
    }
}
