namespace Orchestrator.Contracts.Writing;

/// <summary>Addresses and ports of nodes that Services have. A Service gets what its stored document says, in the same transaction, and loses it likewise.</summary>
public interface IServiceClaims
{
    /// <summary>All that is taken: <c>ip 10.96.0.10</c>, <c>port 30080</c>.</summary>
    Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken);
}
