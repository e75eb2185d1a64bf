using System.Collections.Immutable;
using Orchestrator.Contracts.Quotas;

namespace Gateway.Tests.Fixtures;

/// <summary>The accounts of quotas where there are none: what they refuse is the database's business, and tested over one.</summary>
public sealed class MemoryQuotas : IQuotaLedger
{
    public Task RequireRoomAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<QuotaAccount>> ListUntoldAsync(int max, CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<QuotaAccount>.Empty);

    public Task ToldAsync(QuotaAccount account, CancellationToken cancellationToken) => Task.CompletedTask;
}
