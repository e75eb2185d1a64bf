using System.Collections.Immutable;
using Orchestrator.Contracts.Quotas;

namespace Orchestrator.Simulations.Database;

/// <summary>The accounts of quotas where there are none: the database keeps them, and the simulated one has no rules of its own.</summary>
internal sealed class MemoryQuotas : IQuotaLedger
{
    public Task RequireRoomAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<QuotaAccount>> ListUntoldAsync(int max, CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<QuotaAccount>.Empty);

    public Task ToldAsync(QuotaAccount account, CancellationToken cancellationToken) => Task.CompletedTask;
}
