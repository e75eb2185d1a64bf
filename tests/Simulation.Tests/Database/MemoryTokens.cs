using Orchestrator.Contracts.Access;

namespace Orchestrator.Simulations.Database;

/// <summary>Tokens of service accounts that name who has them; nobody calls the API with one here.</summary>
internal sealed class MemoryTokens(TimeProvider clock) : IServiceAccountTokens
{
    public Task<ServiceAccountToken> IssueAsync(ServiceAccountTokenOrder order, CancellationToken cancellationToken) =>
        Task.FromResult(new ServiceAccountToken($"{order.Namespace}/{order.Name}", clock.GetUtcNow() + order.Lifetime));

    public Task<ServiceAccountClaims?> VerifyAsync(string token, CancellationToken cancellationToken) => Task.FromResult<ServiceAccountClaims?>(null);
}
