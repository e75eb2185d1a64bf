using System.Collections.Immutable;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Access.Guarding;

/// <summary>A rule as Kubernetes writes it in messages.</summary>
internal static class RuleText
{
    public static string Of(PolicyRule rule)
    {
        string[] parts =
        [
            Part("APIGroups", rule.ApiGroups), Part("Resources", rule.Resources), Part("ResourceNames", rule.ResourceNames),
            Part("NonResourceURLs", rule.NonResourceUrls), Part("Verbs", rule.Verbs),
        ];
        return $"{{{string.Join(", ", parts.Where(part => part.Length > 0))}}}";
    }

    private static string Part(string name, ImmutableArray<string> values) =>
        values.IsEmpty ? "" : $"{name}:[{string.Join(" ", values.Select(value => ResourceJson.Serialize(value)))}]";
}
