using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for how pods are spread, beyond what the fields say.</summary>
internal static class SpreadValidation
{
    public static void Validate(ImmutableArray<TopologySpreadConstraint> constraints, string path, FieldErrors errors)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < constraints.Length; i++)
        {
            var at = FieldPath.Item(path, i);
            Validate(constraints[i], at, errors);
            if (!seen.Add((constraints[i].TopologyKey, constraints[i].WhenUnsatisfiable)))
            {
                errors.Duplicate($"{at}.{{topologyKey, whenUnsatisfiable}}", $"{{{constraints[i].TopologyKey}, {constraints[i].WhenUnsatisfiable}}}");
            }
        }
    }

    private static void Validate(TopologySpreadConstraint constraint, string path, FieldErrors errors)
    {
        if (constraint.MaxSkew < 0)
        {
            errors.Invalid($"{path}.maxSkew", constraint.MaxSkew, "must be greater than zero");
        }

        if (constraint.MinDomains is <= 0)
        {
            errors.Invalid($"{path}.minDomains", constraint.MinDomains, "must be greater than zero");
        }

        if (constraint.MinDomains is not null && constraint.WhenUnsatisfiable == SpreadPolicy.ScheduleAnyway)
        {
            errors.Invalid(
                $"{path}.minDomains", constraint.MinDomains, $"can only use minDomains if whenUnsatisfiable={SpreadPolicy.DoNotSchedule}, not {constraint.WhenUnsatisfiable}");
        }

        if (constraint.LabelSelector is { } selector)
        {
            SelectorValidation.Validate(selector, $"{path}.labelSelector", errors);
        }

        LabelKeyValidation.Validate(constraint.MatchLabelKeys, constraint.LabelSelector, $"{path}.matchLabelKeys", errors);
        for (var i = 0; i < constraint.MatchLabelKeys.Length; i++)
        {
            var key = constraint.MatchLabelKeys[i];
            if (constraint.LabelSelector is { } other && (other.MatchLabels.ContainsKey(key) || other.MatchExpressions.Any(requirement => requirement.Key == key)))
            {
                errors.Invalid(FieldPath.Item($"{path}.matchLabelKeys", i), key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
