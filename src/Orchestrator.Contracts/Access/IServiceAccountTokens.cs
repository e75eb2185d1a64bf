using Orchestrator.Contracts.Reading;

namespace Orchestrator.Contracts.Access;

/// <summary>Tokens of service accounts: JSON Web Tokens that are signed with a key of the cluster.</summary>
public interface IServiceAccountTokens
{
    /// <summary>The audience that is the API itself, and the issuer of all tokens.</summary>
    const string ApiAudience = "https://kubernetes.default.svc.cluster.local";

    /// <summary>Issues a token. That the service account and the bound object are there, the caller has looked.</summary>
    /// <exception cref="SealedValueException">This process does not have the key for Secrets, with which the signing key is kept.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    Task<ServiceAccountToken> IssueAsync(ServiceAccountTokenOrder order, CancellationToken cancellationToken);

    /// <summary>What a token says; null where it is none of this cluster's, was changed, or has ended.</summary>
    /// <inheritdoc cref="IssueAsync" path="/exception"/>
    Task<ServiceAccountClaims?> VerifyAsync(string token, CancellationToken cancellationToken);
}
