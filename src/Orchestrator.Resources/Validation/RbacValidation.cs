using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for roles and bindings.</summary>
internal static class RbacValidation
{
    public static void Validate(ImmutableArray<PolicyRule> rules, bool namespaced, FieldErrors errors)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            Validate(rules[i], string.Create(CultureInfo.InvariantCulture, $"rules[{i}]"), namespaced, errors);
        }
    }

    public static void Validate(AggregationRule? aggregation, FieldErrors errors)
    {
        if (aggregation is null)
        {
            return;
        }

        if (aggregation.ClusterRoleSelectors.IsEmpty)
        {
            errors.Required("aggregationRule.clusterRoleSelectors", "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        for (var i = 0; i < aggregation.ClusterRoleSelectors.Length; i++)
        {
            SelectorValidation.Validate(
                aggregation.ClusterRoleSelectors[i], string.Create(CultureInfo.InvariantCulture, $"aggregationRule.clusterRoleSelectors[{i}]"), errors);
        }
    }

    public static void Validate(IRoleBinding binding, IRoleBinding? previous, bool namespaced, FieldErrors errors)
    {
        var role = binding.RoleRef;
        if (role.ApiGroup != RbacGroup.Name)
        {
            errors.NotSupported("roleRef.apiGroup", role.ApiGroup, [RbacGroup.Name]);
        }

        string[] kinds = namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
        if (role.Kind.Length > 0 && !kinds.Contains(role.Kind))
        {
            errors.NotSupported("roleRef.kind", role.Kind, kinds);
        }

        for (var i = 0; i < binding.Subjects.Length; i++)
        {
            Validate(binding.Subjects[i], string.Create(CultureInfo.InvariantCulture, $"subjects[{i}]"), namespaced, errors);
        }

        if (previous is not null && previous.RoleRef != role)
        {
            errors.Invalid("roleRef", ResourceJson.ToElement(role), "cannot change roleRef");
        }
    }

    private static void Validate(PolicyRule rule, string path, bool namespaced, FieldErrors errors)
    {
        if (rule.Verbs.IsEmpty)
        {
            errors.Required($"{path}.verbs", "verbs must contain at least one value");
        }

        if (!rule.NonResourceUrls.IsEmpty)
        {
            if (namespaced)
            {
                errors.Invalid($"{path}.nonResourceURLs", rule.NonResourceUrls, "namespaced rules cannot apply to non-resource URLs");
            }

            if (!rule.ApiGroups.IsEmpty || !rule.Resources.IsEmpty || !rule.ResourceNames.IsEmpty)
            {
                errors.Invalid($"{path}.nonResourceURLs", rule.NonResourceUrls, "rules cannot apply to both regular resources and non-resource URLs");
            }

            return;
        }

        if (rule.ApiGroups.IsEmpty)
        {
            errors.Required($"{path}.apiGroups", "resource rules must supply at least one api group");
        }

        if (rule.Resources.IsEmpty)
        {
            errors.Required($"{path}.resources", "resource rules must supply at least one resource");
        }
    }

    private static void Validate(Subject subject, string path, bool namespaced, FieldErrors errors)
    {
        switch (subject.Kind)
        {
            case SubjectKind.ServiceAccount:
                errors.InvalidAll($"{path}.name", subject.Name, TextRules.Faults(Description.TextFormat.DnsSubdomain, subject.Name));
                if (!string.IsNullOrEmpty(subject.ApiGroup))
                {
                    errors.NotSupported($"{path}.apiGroup", subject.ApiGroup, [""]);
                }

                if (string.IsNullOrEmpty(subject.Namespace) && !namespaced)
                {
                    errors.Required($"{path}.namespace");
                }

                break;
            case SubjectKind.User or SubjectKind.Group:
                if (subject.ApiGroup != RbacGroup.Name)
                {
                    errors.NotSupported($"{path}.apiGroup", subject.ApiGroup ?? "", [RbacGroup.Name]);
                }

                break;
            case "":
                break;
            default:
                errors.NotSupported($"{path}.kind", subject.Kind, [SubjectKind.ServiceAccount, SubjectKind.User, SubjectKind.Group]);
                break;
        }
    }
}
