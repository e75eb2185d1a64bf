using System.Collections.Immutable;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Rules;

/// <summary>Whether rules that somebody wants to give are all held by them.</summary>
internal static class RuleCover
{
    /// <summary>More single permissions than any role of a person has; whoever gives more of them at once must hold everything.</summary>
    public const int SinglesMax = 20_000;

    /// <summary>Those single permissions of the wanted rules that the held ones do not have; null where they are too many to look at.</summary>
    public static ImmutableArray<PolicyRule>? Missing(IReadOnlyList<PolicyRule> held, ImmutableArray<PolicyRule> wanted)
    {
        var missing = ImmutableArray.CreateBuilder<PolicyRule>();
        var left = SinglesMax;
        foreach (var rule in wanted.Where(rule => !held.Any(one => Covers(one, rule))))
        {
            foreach (var single in Singles(rule))
            {
                if (--left < 0)
                {
                    return null;
                }

                if (!held.Any(one => Covers(one, single)))
                {
                    missing.Add(single);
                }
            }
        }

        return missing.ToImmutable();
    }

    private static bool Covers(PolicyRule held, PolicyRule wanted) => HasAll(held.Verbs, wanted.Verbs)
        && HasAll(held.ApiGroups, wanted.ApiGroups)
        && wanted.Resources.All(resource => HasResource(held.Resources, resource))
        && (held.ResourceNames.IsEmpty || (!wanted.ResourceNames.IsEmpty && wanted.ResourceNames.All(held.ResourceNames.Contains)))
        && wanted.NonResourceUrls.All(url => held.NonResourceUrls.Any(pattern => RuleMatch.IsPath(pattern, url)));

    private static bool HasAll(ImmutableArray<string> held, ImmutableArray<string> wanted) =>
        held.Contains(RuleMatch.Everything) || wanted.All(held.Contains);

    // What stands for several resources is held only by those who hold it by the same word.
    private static bool HasResource(ImmutableArray<string> held, string wanted) => wanted.Split('/', 2) is [var resource, var subresource]
        ? RuleMatch.HasResource(held, resource, subresource)
        : RuleMatch.HasResource(held, wanted, "");

    private static IEnumerable<PolicyRule> Singles(PolicyRule rule)
    {
        foreach (var verb in rule.Verbs)
        {
            foreach (var url in rule.NonResourceUrls)
            {
                yield return new PolicyRule { Verbs = [verb], NonResourceUrls = [url] };
            }

            foreach (var group in rule.ApiGroups)
            {
                foreach (var resource in rule.Resources)
                {
                    foreach (var names in rule.ResourceNames.IsEmpty ? [ImmutableArray<string>.Empty] : rule.ResourceNames.Select(name => ImmutableArray.Create(name)))
                    {
                        yield return new PolicyRule { Verbs = [verb], ApiGroups = [group], Resources = [resource], ResourceNames = names };
                    }
                }
            }
        }
    }
}
