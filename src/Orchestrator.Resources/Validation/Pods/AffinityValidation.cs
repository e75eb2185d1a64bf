using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for which nodes and pods a pod wants to be near, beyond what its fields say.</summary>
internal static class AffinityValidation
{
    private const int WeightMax = 100;
    private const string NameField = "metadata.name";
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(Affinity? affinity, string path, FieldErrors errors)
    {
        if (affinity?.NodeAffinity is { } nodes)
        {
            Validate(nodes, $"{path}.nodeAffinity", errors);
        }

        if (affinity?.PodAffinity is { } near)
        {
            Validate(near.Required, near.Preferred, $"{path}.podAffinity", errors);
        }

        if (affinity?.PodAntiAffinity is { } away)
        {
            Validate(away.Required, away.Preferred, $"{path}.podAntiAffinity", errors);
        }
    }

    private static void Validate(NodeAffinity nodes, string path, FieldErrors errors)
    {
        if (nodes.Required is { } required)
        {
            if (required.NodeSelectorTerms.IsEmpty)
            {
                errors.Required($"{path}.{Required}.nodeSelectorTerms", "must have at least one node selector term");
            }

            for (var i = 0; i < required.NodeSelectorTerms.Length; i++)
            {
                Validate(required.NodeSelectorTerms[i], FieldPath.Item($"{path}.{Required}.nodeSelectorTerms", i), isRequired: true, errors);
            }
        }

        for (var i = 0; i < nodes.Preferred.Length; i++)
        {
            var at = FieldPath.Item($"{path}.{Preferred}", i);
            ValidateWeight(nodes.Preferred[i].Weight, at, errors);
            Validate(nodes.Preferred[i].Preference, $"{at}.preference", isRequired: false, errors);
        }
    }

    private static void Validate(NodeSelectorTerm term, string path, bool isRequired, FieldErrors errors)
    {
        for (var i = 0; i < term.MatchExpressions.Length; i++)
        {
            ValidateLabel(term.MatchExpressions[i], FieldPath.Item($"{path}.matchExpressions", i), isRequired, errors);
        }

        for (var i = 0; i < term.MatchFields.Length; i++)
        {
            ValidateField(term.MatchFields[i], FieldPath.Item($"{path}.matchFields", i), errors);
        }
    }

    private static void ValidateLabel(NodeSelectorRequirement requirement, string path, bool isRequired, FieldErrors errors)
    {
        errors.InvalidAll($"{path}.key", requirement.Key, requirement.Key.Length == 0 ? [] : TextRules.Faults(TextFormat.QualifiedName, requirement.Key));
        var count = requirement.Values.Length;
        if (requirement.Operator is NodeSelectorOperator.In or NodeSelectorOperator.NotIn && count == 0)
        {
            errors.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
        }

        if (requirement.Operator is NodeSelectorOperator.Exists or NodeSelectorOperator.DoesNotExist && count > 0)
        {
            errors.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }

        if (requirement.Operator is NodeSelectorOperator.Gt or NodeSelectorOperator.Lt && count != 1)
        {
            errors.Required($"{path}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }

        for (var i = 0; isRequired && i < count; i++)
        {
            errors.InvalidAll(FieldPath.Item($"{path}.values", i), requirement.Values[i], TextRules.LabelValueFaults(requirement.Values[i]));
        }
    }

    private static void ValidateField(NodeSelectorRequirement requirement, string path, FieldErrors errors)
    {
        if (requirement.Operator is not (NodeSelectorOperator.In or NodeSelectorOperator.NotIn))
        {
            errors.Invalid($"{path}.operator", requirement.Operator, "not a valid selector operator");
        }
        else if (requirement.Values.Length != 1)
        {
            errors.Required($"{path}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (requirement.Key != NameField)
        {
            errors.Invalid($"{path}.key", requirement.Key, "not a valid field selector key");
            return;
        }

        for (var i = 0; i < requirement.Values.Length; i++)
        {
            errors.InvalidAll(FieldPath.Item($"{path}.values", i), requirement.Values[i], TextRules.Faults(TextFormat.DnsSubdomain, requirement.Values[i]));
        }
    }

    private static void Validate(ImmutableArray<PodAffinityTerm> required, ImmutableArray<WeightedPodAffinityTerm> preferred, string path, FieldErrors errors)
    {
        for (var i = 0; i < required.Length; i++)
        {
            Validate(required[i], FieldPath.Item($"{path}.{Required}", i), errors);
        }

        for (var i = 0; i < preferred.Length; i++)
        {
            var at = FieldPath.Item($"{path}.{Preferred}", i);
            ValidateWeight(preferred[i].Weight, at, errors);
            Validate(preferred[i].PodAffinityTerm, $"{at}.podAffinityTerm", errors);
        }
    }

    private static void Validate(PodAffinityTerm term, string path, FieldErrors errors)
    {
        if (term.LabelSelector is { } selector)
        {
            SelectorValidation.Validate(selector, $"{path}.labelSelector", errors);
        }

        if (term.NamespaceSelector is { } namespaces)
        {
            SelectorValidation.Validate(namespaces, $"{path}.namespaceSelector", errors);
        }

        foreach (var ns in term.Namespaces)
        {
            errors.InvalidAll($"{path}.namespace", ns, TextRules.Faults(TextFormat.DnsLabel, ns));
        }

        LabelKeyValidation.Validate(term.MatchLabelKeys, term.LabelSelector, $"{path}.matchLabelKeys", errors);
        LabelKeyValidation.Validate(term.MismatchLabelKeys, term.LabelSelector, $"{path}.mismatchLabelKeys", errors);
        for (var i = 0; i < term.MatchLabelKeys.Length; i++)
        {
            if (term.MismatchLabelKeys.Contains(term.MatchLabelKeys[i]))
            {
                errors.Invalid(FieldPath.Item($"{path}.matchLabelKeys", i), term.MatchLabelKeys[i], "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    // That it is missing is said already.
    private static void ValidateWeight(int weight, string path, FieldErrors errors)
    {
        if (weight is < 0 or > WeightMax)
        {
            errors.Invalid($"{path}.weight", weight, "must be in the range 1-100");
        }
    }
}
