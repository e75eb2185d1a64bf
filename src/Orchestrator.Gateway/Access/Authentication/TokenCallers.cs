using System.Collections.Immutable;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access.Rules;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>Says whose a token is. It ends with its service account and with the object that it is bound to, not only when its time is over.</summary>
internal sealed class TokenCallers(IServiceAccountTokens tokens, AccessCache cache, IResourceReader reader)
{
    /// <summary>The caller, and those of the audiences that the token is for; null where it is nobody's or for none of them.</summary>
    public async Task<(Caller Caller, ImmutableArray<string> Audiences)?> FindAsync(
        string token, ImmutableArray<string> audiences, CancellationToken cancellationToken)
    {
        if (await tokens.VerifyAsync(token, cancellationToken) is not { } claims)
        {
            return null;
        }

        ImmutableArray<string> common = [.. audiences.Where(claims.Audiences.Contains)];
        return !common.IsEmpty && await IsThereAsync(claims, cancellationToken)
            ? (Caller.OfServiceAccount(claims.Namespace, claims.Name, claims.Uid), common)
            : null;
    }

    private async Task<bool> IsThereAsync(ServiceAccountClaims claims, CancellationToken cancellationToken)
    {
        await cache.LoadAsync(cancellationToken);

        // One that was made a moment ago may be unknown to the watch yet.
        var known = cache.ServiceAccounts.Find(claims.Namespace, claims.Name)?.Metadata.Uid == claims.Uid
            || await HasAsync(new ResourceKey("", "ServiceAccount", claims.Namespace, claims.Name), claims.Uid, cancellationToken);
        return known && (claims.BoundTo is not { } bound || await HasAsync(new ResourceKey("", bound.Kind, claims.Namespace, bound.Name), bound.Uid, cancellationToken));
    }

    private async Task<bool> HasAsync(ResourceKey key, string uid, CancellationToken cancellationToken) =>
        (await reader.FindAsync(key, cancellationToken))?.Uid == uid;
}
