using System.Collections.Immutable;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Rules;

/// <summary>All roles and bindings at one moment, ready to be asked.</summary>
internal sealed class AccessRules
{
    private readonly Dictionary<(string Namespace, string Name), ImmutableArray<PolicyRule>> _roles = [];
    private readonly Dictionary<string, List<Grant>> _grants = [];

    public AccessRules(IEnumerable<Role> roles, IEnumerable<ClusterRole> clusterRoles, IEnumerable<RoleBinding> bindings, IEnumerable<ClusterRoleBinding> clusterBindings)
    {
        foreach (var role in roles)
        {
            _roles[(role.Metadata.Namespace, role.Metadata.Name)] = role.Rules;
        }

        foreach (var role in clusterRoles)
        {
            _roles[("", role.Metadata.Name)] = role.Rules;
        }

        foreach (var binding in clusterBindings)
        {
            Add(binding, "", $"ClusterRoleBinding \"{binding.Metadata.Name}\"");
        }

        foreach (var binding in bindings)
        {
            Add(binding, binding.Metadata.Namespace, $"RoleBinding \"{binding.Metadata.Name}/{binding.Metadata.Namespace}\"");
        }
    }

    /// <summary>The rules of a role; null where there is no such role.</summary>
    /// <param name="ns">The namespace of whatever names it.</param>
    /// <param name="role">The role.</param>
    public ImmutableArray<PolicyRule>? RulesOf(string ns, RoleRef role) =>
        _roles.TryGetValue((role.Kind == nameof(ClusterRole) ? "" : ns, role.Name), out var rules) ? rules : null;

    /// <summary>What a caller may do in a namespace; where that is empty, what they may do everywhere.</summary>
    public IEnumerable<PolicyRule> RulesOf(Caller caller, string ns) => GrantsOf(caller, ns).SelectMany(grant => RulesOf(grant.Namespace, grant.Role) ?? []);

    /// <summary>Why a request is allowed; null where it is not.</summary>
    public string? Allows(Caller caller, AccessRequest request)
    {
        foreach (var grant in GrantsOf(caller, request.IsResource ? request.Namespace : ""))
        {
            foreach (var rule in RulesOf(grant.Namespace, grant.Role) ?? [])
            {
                if (RuleMatch.Allows(rule, request))
                {
                    return grant.Reason;
                }
            }
        }

        return null;
    }

    private IEnumerable<Grant> GrantsOf(Caller caller, string ns)
    {
        foreach (var key in caller.Groups.Select(GroupKey).Prepend(UserKey(caller.Name)))
        {
            foreach (var grant in _grants.GetValueOrDefault(key) ?? [])
            {
                if (grant.Namespace.Length == 0 || grant.Namespace == ns)
                {
                    yield return grant;
                }
            }
        }
    }

    private void Add(IRoleBinding binding, string ns, string what)
    {
        foreach (var subject in binding.Subjects)
        {
            var key = subject.Kind switch
            {
                SubjectKind.User => UserKey(subject.Name),
                SubjectKind.Group => GroupKey(subject.Name),
                _ => UserKey($"{Caller.ServiceAccountPrefix}{(string.IsNullOrEmpty(subject.Namespace) ? ns : subject.Namespace)}:{subject.Name}"),
            };
            if (!_grants.TryGetValue(key, out var grants))
            {
                _grants[key] = grants = [];
            }

            var named = string.IsNullOrEmpty(subject.Namespace) ? subject.Name : $"{subject.Name}/{subject.Namespace}";
            grants.Add(new Grant(ns, binding.RoleRef, $"RBAC: allowed by {what} of {binding.RoleRef.Kind} \"{binding.RoleRef.Name}\" to {subject.Kind} \"{named}\""));
        }
    }

    private static string UserKey(string name) => $"user {name}";

    private static string GroupKey(string name) => $"group {name}";
}
