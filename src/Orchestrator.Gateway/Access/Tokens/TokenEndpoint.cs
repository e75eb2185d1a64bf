using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access.Reviews;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Access.Tokens;

/// <summary>The <c>token</c> subresource of service accounts, which <c>kubectl create token</c> uses.</summary>
internal sealed class TokenEndpoint(IServiceAccountTokens tokens, IResourceReader reader, TimeProvider time)
{
    private const long SecondsMin = 600;
    private const long SecondsMax = 1L << 32;
    private const long SecondsUsual = 3600;

    // Longer ones are cut to this, as Kubernetes lets its operators do: a token can't be taken back but with its account.
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(365);

    private static readonly KindDescription Accounts = ResourceKinds.Of<ServiceAccount>();

    public async Task InvokeAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Accounts);
        var dryRun = context.Request.Query.DryRun();
        var asked = ObjectIdentity.At(await DocumentReading.ReadAsync<TokenRequest>(context, ReviewKinds.Token), key);
        var account = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Accounts.Group, Accounts.Plural, key.Name);
        var order = new ServiceAccountTokenOrder
        {
            Namespace = key.Namespace,
            Name = key.Name,
            Uid = account.Uid,
            Audiences = asked.Spec.Audiences,
            Lifetime = LifetimeOf(asked),
            BoundTo = asked.Spec.BoundObjectRef is { } bound ? await BoundAsync(bound, key, context.RequestAborted) : null,
        };
        var status = dryRun ? new TokenRequestStatus { Token = "", ExpirationTimestamp = time.GetUtcNow() + order.Lifetime } : await IssueAsync(order, context.RequestAborted);
        await DocumentAnswer.WriteAsync(context, StatusCodes.Status201Created, asked with
        {
            Metadata = new ObjectMeta { Name = key.Name, Namespace = key.Namespace, CreationTimestamp = time.GetUtcNow() },
            Spec = asked.Spec with
            {
                Audiences = order.Audiences.IsEmpty ? [IServiceAccountTokens.ApiAudience] : order.Audiences,
                ExpirationSeconds = (long)order.Lifetime.TotalSeconds,
            },
            Status = status,
        });
    }

    private async Task<TokenRequestStatus> IssueAsync(ServiceAccountTokenOrder order, CancellationToken cancellationToken)
    {
        var token = await tokens.IssueAsync(order, cancellationToken);
        return new TokenRequestStatus { Token = token.Value, ExpirationTimestamp = token.Expires };
    }

    private static TimeSpan LifetimeOf(TokenRequest asked) => asked.Spec.ExpirationSeconds switch
    {
        null => TimeSpan.FromSeconds(SecondsUsual),
        < SecondsMin => throw Invalid("spec.expirationSeconds", $"Invalid value: {asked.Spec.ExpirationSeconds}: may not specify a duration less than 10 minutes"),
        > SecondsMax => throw Invalid("spec.expirationSeconds", $"Invalid value: {asked.Spec.ExpirationSeconds}: may not specify a duration larger than 2^32 seconds"),
        var seconds => TimeSpan.FromSeconds(Math.Min(seconds.Value, LifetimeMax.TotalSeconds)),
    };

    // The token lives as long as its object, so the object must be there, and the one that is meant.
    private async Task<BoundObject> BoundAsync(BoundObjectReference asked, ResourceKey account, CancellationToken cancellationToken)
    {
        if ((asked.ApiVersion, asked.Kind) is not (("v1", "Pod") or ("v1", "Secret")))
        {
            throw Invalid("spec.boundObjectRef", $"Invalid value: \"{asked.ApiVersion} {asked.Kind}\": must be a Pod or a Secret of v1");
        }

        var name = asked.Name is { Length: > 0 } text ? text : throw Invalid("spec.boundObjectRef.name", "Required value");
        var plural = asked.Kind == "Pod" ? "pods" : "secrets";
        var found = await reader.FindAsync(new ResourceKey("", asked.Kind!, account.Namespace, name), cancellationToken) ?? throw ApiErrors.NotFound("", plural, name);
        return string.IsNullOrEmpty(asked.Uid) || asked.Uid == found.Uid
            ? new BoundObject(asked.ApiVersion!, asked.Kind!, name, found.Uid)
            : throw ApiErrors.Conflict("", plural, name, $"the UID in the bound object reference ({asked.Uid}) does not match the UID in record. The object might have been deleted and then recreated");
    }

    private static ApiException Invalid(string field, string message) => ApiErrors.Invalid(
        ReviewKinds.Token.Group, nameof(TokenRequest), "", [new StatusCause { Reason = FieldErrorReason.Invalid, Field = field, Message = message }]);
}
