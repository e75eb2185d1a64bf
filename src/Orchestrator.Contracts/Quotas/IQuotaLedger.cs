using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Contracts.Quotas;

/// <summary>
/// The accounts of ResourceQuotas. What is stored is accounted for in the transaction that stores it, and refused there where there is no room, so nobody has to
/// ask before and nothing can be forgotten after.
/// </summary>
public interface IQuotaLedger
{
    /// <summary>Says whether an object could be made now, and takes nothing.</summary>
    /// <param name="document">The object as UTF-8 JSON.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ApiException">403 with the sums: there is no room.</exception>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not answer.</exception>
    Task RequireRoomAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken);

    /// <summary>Accounts that the status of their ResourceQuota does not say yet.</summary>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<ImmutableArray<QuotaAccount>> ListUntoldAsync(int max, CancellationToken cancellationToken);

    /// <summary>Notes that the status of a ResourceQuota says this.</summary>
    Task ToldAsync(QuotaAccount account, CancellationToken cancellationToken);
}
