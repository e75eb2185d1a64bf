using System.Collections.Immutable;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Rules;

/// <summary>Whether a rule allows a request.</summary>
internal static class RuleMatch
{
    /// <summary>What stands for everything.</summary>
    public const string Everything = "*";

    public static bool Allows(PolicyRule rule, AccessRequest request) => Has(rule.Verbs, request.Verb) && (request.IsResource
        ? Has(rule.ApiGroups, request.Group) && HasResource(rule.Resources, request.Resource, request.Subresource)
            && (rule.ResourceNames.IsEmpty || (request.Name.Length > 0 && rule.ResourceNames.Contains(request.Name)))
        : rule.NonResourceUrls.Any(url => IsPath(url, request.Path)));

    public static bool Has(ImmutableArray<string> list, string item) => list.Contains(Everything) || list.Contains(item);

    public static bool HasResource(ImmutableArray<string> list, string resource, string subresource)
    {
        foreach (var item in list)
        {
            if (item == Everything || (subresource.Length == 0 ? item == resource : Is(item, resource, subresource) || Is(item, Everything, subresource)))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsPath(string pattern, string path) => pattern == Everything || pattern == path
        || (pattern.EndsWith('*') && path.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));

    private static bool Is(string item, string resource, string subresource) =>
        item.Length == resource.Length + 1 + subresource.Length && item[resource.Length] == '/'
        && item.StartsWith(resource, StringComparison.Ordinal) && item.EndsWith(subresource, StringComparison.Ordinal);
}
