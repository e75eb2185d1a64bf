using System.Text.Json.Nodes;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Access;

namespace Orchestrator.Storage.Access;

/// <summary>Tokens of service accounts, with Kubernetes' claims.</summary>
/// <param name="keys">Where the signing key is kept.</param>
/// <param name="ids">Ids of tokens.</param>
/// <param name="time">Their times.</param>
public sealed class ServiceAccountTokens(IClusterKeys keys, IIdentities ids, TimeProvider time) : IServiceAccountTokens
{
    private const string SigningKey = "service-account-tokens";
    private const string Private = "kubernetes.io";

    private volatile TokenSigner? _signer;

    /// <inheritdoc/>
    public async Task<ServiceAccountToken> IssueAsync(ServiceAccountTokenOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var signer = await SignerAsync(cancellationToken);
        var now = time.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + order.Lifetime).ToUnixTimeSeconds());
        var own = new JsonObject
        {
            ["namespace"] = order.Namespace,
            ["serviceaccount"] = new JsonObject { ["name"] = order.Name, ["uid"] = order.Uid },
        };
        if (order.BoundTo is { } bound)
        {
            own[bound.Kind.ToLowerInvariant()] = new JsonObject { ["name"] = bound.Name, ["uid"] = bound.Uid };
        }

        var token = signer.Sign(new JsonObject
        {
            ["aud"] = new JsonArray([.. (order.Audiences.IsEmpty ? [IServiceAccountTokens.ApiAudience] : order.Audiences).Select(audience => JsonValue.Create(audience))]),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = IServiceAccountTokens.ApiAudience,
            ["jti"] = ids.NewUid(),
            [Private] = own,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{order.Namespace}:{order.Name}",
        });
        return new ServiceAccountToken(token, expires);
    }

    /// <inheritdoc/>
    public async Task<ServiceAccountClaims?> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if ((await SignerAsync(cancellationToken)).Read(token) is not { } claims || (string?)claims["iss"] != IServiceAccountTokens.ApiAudience)
        {
            return null;
        }

        // Whoever was handed a token a moment ago by a machine whose clock is ahead is not turned away, so its beginning is not looked at.
        return time.GetUtcNow().ToUnixTimeSeconds() < (long)claims["exp"]! ? Claims(claims, claims[Private]!.AsObject()) : null;
    }

    private static ServiceAccountClaims Claims(JsonObject claims, JsonObject own) => new()
    {
        Id = (string)claims["jti"]!,
        Namespace = (string)own["namespace"]!,
        Name = (string)own["serviceaccount"]!["name"]!,
        Uid = (string)own["serviceaccount"]!["uid"]!,
        Audiences = [.. claims["aud"]!.AsArray().Select(audience => (string)audience!)],
        BoundTo = Bound(own, "Pod") ?? Bound(own, "Secret"),
    };

    private static BoundObject? Bound(JsonObject own, string kind) =>
        own[kind.ToLowerInvariant()] is { } bound ? new BoundObject("v1", kind, (string)bound["name"]!, (string)bound["uid"]!) : null;

    private async Task<TokenSigner> SignerAsync(CancellationToken cancellationToken) =>
        _signer ??= TokenSigner.Of(await keys.GetOrMakeAsync(SigningKey, TokenSigner.MakeKey, cancellationToken));
}
