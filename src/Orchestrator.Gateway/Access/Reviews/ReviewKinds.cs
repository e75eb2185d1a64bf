using System.Collections.Immutable;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Questions about access: kinds that are answered at once and never stored.</summary>
internal static class ReviewKinds
{
    private const string Authorization = "authorization.k8s.io";
    private const string Authentication = "authentication.k8s.io";

    /// <summary>All of them but <see cref="TokenRequest"/>, which is a subresource.</summary>
    public static ImmutableArray<KindDescription> All { get; } =
    [
        AnsweredKind.Of<SelfSubjectReview>(Authentication, "selfsubjectreviews", namespaced: false, "Asks who the caller is."),
        AnsweredKind.Of<TokenReview>(Authentication, "tokenreviews", namespaced: false, "Asks whose a token is."),
        AnsweredKind.Of<LocalSubjectAccessReview>(Authorization, "localsubjectaccessreviews", namespaced: true, "Asks whether somebody may do something in one namespace."),
        AnsweredKind.Of<SelfSubjectAccessReview>(Authorization, "selfsubjectaccessreviews", namespaced: false, "Asks whether the caller may do something."),
        AnsweredKind.Of<SelfSubjectRulesReview>(Authorization, "selfsubjectrulesreviews", namespaced: false, "Asks what the caller may do in a namespace."),
        AnsweredKind.Of<SubjectAccessReview>(Authorization, "subjectaccessreviews", namespaced: false, "Asks whether somebody may do something."),
    ];

    /// <summary>The kind of the subresource <c>serviceaccounts/token</c>.</summary>
    public static KindDescription Token { get; } = AnsweredKind.Of<TokenRequest>(Authentication, ResourceKinds.Of<ServiceAccount>().Plural, namespaced: true, "Asks for a token of a service account.");

    /// <summary>The kind of this record.</summary>
    public static KindDescription Find<T>() => All.Single(kind => kind.Type == typeof(T));
}
