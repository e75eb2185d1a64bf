using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Access.Guarding;

/// <summary>Nobody gives what they do not have: who writes a role or a binding must hold all of its rules, or be allowed to <c>escalate</c> or <c>bind</c>.</summary>
internal sealed class EscalationCheck(Authorizer authorizer, AccessCache cache, IHttpContextAccessor requests)
{
    private static readonly PolicyRule AllResources = new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] };
    private static readonly PolicyRule AllPaths = new() { Verbs = ["*"], NonResourceUrls = ["*"] };

    /// <summary>Refuses rules that the caller may not give.</summary>
    /// <param name="kind">The kind of the role.</param>
    /// <param name="ns">Its namespace, or empty.</param>
    /// <param name="name">Its name.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">403.</exception>
    public Task RequireRulesAsync(KindDescription kind, string ns, string name, ImmutableArray<PolicyRule> rules, CancellationToken cancellationToken) =>
        RequireAsync(kind, ns, name, new AccessRequest { Verb = "escalate", Group = RbacGroup.Name, Resource = kind.Plural, Namespace = ns, Name = name }, rules, cancellationToken);

    /// <summary>Refuses a role that gathers the rules of others, whichever those will be, to all who do not hold everything.</summary>
    /// <inheritdoc cref="RequireRulesAsync" path="/exception"/>
    public Task RequireAllAsync(KindDescription kind, string name, CancellationToken cancellationToken) =>
        RequireRulesAsync(kind, "", name, [AllResources, AllPaths], cancellationToken);

    /// <summary>Refuses a binding to a role that the caller may not give.</summary>
    /// <inheritdoc cref="RequireRulesAsync" path="/exception"/>
    public async Task RequireBindAsync(KindDescription kind, IRoleBinding binding, CancellationToken cancellationToken)
    {
        if (Caller.IsMaster)
        {
            return;
        }

        var (ns, role) = (binding.Metadata.Namespace, binding.RoleRef);
        var plural = role.Kind == nameof(Role) ? "roles" : "clusterroles";
        var bind = new AccessRequest { Verb = "bind", Group = RbacGroup.Name, Resource = plural, Namespace = ns, Name = role.Name };
        if (await authorizer.AllowsAsync(Caller, bind, cancellationToken) is not null)
        {
            return;
        }

        var rules = (await cache.RulesAsync(cancellationToken)).RulesOf(ns, role) ?? throw ApiErrors.NotFound(RbacGroup.Name, plural, role.Name);
        await RequireAsync(kind, ns, binding.Metadata.Name, bind, rules, cancellationToken);
    }

    private Caller Caller => (requests.HttpContext ?? throw new InvalidOperationException("Roles are written on behalf of a request only.")).Caller();

    private async Task RequireAsync(
        KindDescription kind, string ns, string name, AccessRequest otherwise, ImmutableArray<PolicyRule> rules, CancellationToken cancellationToken)
    {
        if (await authorizer.AllowsAsync(Caller, otherwise, cancellationToken) is not null)
        {
            return;
        }

        var held = (await cache.RulesAsync(cancellationToken)).RulesOf(Caller, ns).ToList();
        if (RuleCover.Missing(held, rules) is not { } missing)
        {
            throw Refuse(kind, name, $"more than {RuleCover.SinglesMax} permissions at once are given only by who holds them all by a single rule");
        }

        if (!missing.IsEmpty)
        {
            var groups = string.Join(",", Caller.Groups.Select(group => ResourceJson.Serialize(group)));
            throw Refuse(
                kind,
                name,
                $"user \"{Caller.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing.Select(RuleText.Of).Distinct().Order(StringComparer.Ordinal))}");
        }
    }

    private static ApiException Refuse(KindDescription kind, string name, string why) => ApiErrors.Forbidden(kind.Group, kind.Plural, name, why);
}
