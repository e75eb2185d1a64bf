using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Answers who may do what, with the same rules by which requests are let through.</summary>
internal sealed class AccessReviews(Authorizer authorizer, AccessCache cache)
{
    public async Task<SelfSubjectAccessReview> ReviewAsync(HttpContext context, SelfSubjectAccessReview review) => review with
    {
        Status = await DecideAsync(context.Caller(), RequestOf(review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, null), context.RequestAborted),
    };

    public async Task<SubjectAccessReview> ReviewAsync(HttpContext context, SubjectAccessReview review) => review with
    {
        Status = await DecideAsync(CallerOf(review.Spec), RequestOf(review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, null), context.RequestAborted),
    };

    public async Task<LocalSubjectAccessReview> ReviewAsync(HttpContext context, LocalSubjectAccessReview review)
    {
        var ns = ResourcePath.NamespaceOf(context)!;
        if (review.Spec.NonResourceAttributes is not null)
        {
            throw ApiErrors.BadRequest("spec.nonResourceAttributes is about no namespace: ask with a SubjectAccessReview");
        }

        return review with
        {
            Metadata = review.Metadata with { Namespace = ns },
            Status = await DecideAsync(CallerOf(review.Spec), RequestOf(review.Spec.ResourceAttributes, null, ns), context.RequestAborted),
        };
    }

    public async Task<SelfSubjectRulesReview> ReviewAsync(HttpContext context, SelfSubjectRulesReview review)
    {
        var ns = review.Spec.Namespace is { Length: > 0 } text ? text : throw Missing("spec.namespace", "the namespace that is asked about");
        var caller = context.Caller();
        IReadOnlyList<PolicyRule> rules = caller.IsMaster
            ? [new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] }, new() { Verbs = ["*"], NonResourceUrls = ["*"] }]
            : [.. (await cache.RulesAsync(context.RequestAborted)).RulesOf(caller, ns)];
        return review with
        {
            Status = new SubjectRulesReviewStatus
            {
                ResourceRules = [.. rules.Where(rule => !rule.Resources.IsEmpty).Select(rule => new ResourceRule
                {
                    Verbs = rule.Verbs,
                    ApiGroups = rule.ApiGroups,
                    Resources = rule.Resources,
                    ResourceNames = rule.ResourceNames,
                })],
                NonResourceRules = [.. rules.Where(rule => !rule.NonResourceUrls.IsEmpty)
                    .Select(rule => new NonResourceRule { Verbs = rule.Verbs, NonResourceUrls = rule.NonResourceUrls })],
            },
        };
    }

    /// <summary>400: something has to be said.</summary>
    public static ApiException Missing(string field, string what) => ApiErrors.BadRequest($"{field} is missing: it must be {what}");

    private async Task<SubjectAccessReviewStatus> DecideAsync(Caller caller, AccessRequest request, CancellationToken cancellationToken)
    {
        var reason = await authorizer.AllowsAsync(caller, request, cancellationToken);
        return new SubjectAccessReviewStatus { Allowed = reason is not null, Reason = reason };
    }

    private static Caller CallerOf(SubjectAccessReviewSpec spec) => string.IsNullOrEmpty(spec.User) && spec.Groups.IsEmpty
        ? throw Missing("spec.user", "the name of a user, unless spec.groups has a group")
        : new Caller { Name = spec.User ?? "", Uid = spec.Uid ?? "", Groups = spec.Groups, KnownBy = "review" };

    private static AccessRequest RequestOf(ResourceAttributes? resource, NonResourceAttributes? path, string? ns) => (resource, path) switch
    {
        ({ } asked, null) when ns is null || string.IsNullOrEmpty(asked.Namespace) || asked.Namespace == ns => new AccessRequest
        {
            Verb = asked.Verb ?? "",
            Group = asked.Group ?? "",
            Resource = asked.Resource is { Length: > 0 } text ? text : throw Missing("spec.resourceAttributes.resource", "a resource such as pods, or *"),
            Subresource = asked.Subresource ?? "",
            Namespace = ns ?? asked.Namespace ?? "",
            Name = asked.Name ?? "",
        },
        ({ } asked, null) => throw ApiErrors.BadRequest($"spec.resourceAttributes.namespace must be that of the path, {ns}; got {asked.Namespace}"),
        (null, { } asked) => new AccessRequest { Verb = asked.Verb ?? "", Path = asked.Path ?? "" },
        _ => throw ApiErrors.BadRequest("exactly one of spec.resourceAttributes and spec.nonResourceAttributes must be there"),
    };
}
