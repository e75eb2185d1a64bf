using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Contracts.Access;
using Orchestrator.Gateway.Access.Authentication;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>The routes of questions about access: who am I, whose is this token, may I, may they.</summary>
internal sealed class ReviewRoutes(AccessReviews reviews, TokenCallers tokens) : IKindEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Add<SelfSubjectReview>(routes, (context, review) => Task.FromResult(review with { Status = new SelfSubjectReviewStatus { UserInfo = Info(context.Caller()) } }));
        Add<TokenReview>(routes, ReviewAsync);
        Add<SelfSubjectAccessReview>(routes, reviews.ReviewAsync);
        Add<SelfSubjectRulesReview>(routes, reviews.ReviewAsync);
        Add<SubjectAccessReview>(routes, reviews.ReviewAsync);
        Add<LocalSubjectAccessReview>(routes, reviews.ReviewAsync);
    }

    private async Task<TokenReview> ReviewAsync(HttpContext context, TokenReview review)
    {
        var token = review.Spec.Token is { Length: > 0 } text ? text : throw AccessReviews.Missing("spec.token", "the token that is asked about");
        var known = await tokens.FindAsync(token, review.Spec.Audiences.IsEmpty ? [IServiceAccountTokens.ApiAudience] : review.Spec.Audiences, context.RequestAborted);
        var status = known is var (caller, audiences)
            ? new TokenReviewStatus { Authenticated = true, User = Info(caller), Audiences = audiences }
            : new TokenReviewStatus { Error = "the token is none of this cluster's, has ended, or is for another audience" };

        // The token is not said again: whoever asked has it.
        return review with { Spec = review.Spec with { Token = null }, Status = status };
    }

    private static UserInfo Info(Caller caller) => new() { Username = caller.Name, Uid = caller.Uid, Groups = caller.Groups };

    private static void Add<T>(IEndpointRouteBuilder routes, Func<HttpContext, T, Task<T>> review)
        where T : class, IResource<T>, new()
    {
        var kind = ReviewKinds.Find<T>();
        routes.MapMethods(KindPaths.Items(kind), [HttpMethods.Post], context => AnswerAsync(context, kind, review)).WithMetadata(new RouteFacts("create", kind.Plural));
    }

    private static async Task AnswerAsync<T>(HttpContext context, KindDescription kind, Func<HttpContext, T, Task<T>> review)
        where T : class, IResource<T>, new()
    {
        var answer = await review(context, await DocumentReading.ReadAsync<T>(context, kind));
        await DocumentAnswer.WriteAsync(context, StatusCodes.Status201Created, answer);
    }
}
