using Npgsql;
using Orchestrator.Contracts.Writing;

namespace Orchestrator.Storage.Quotas;

internal sealed class PostgresServiceClaims(NpgsqlDataSource dataSource) : IServiceClaims
{
    /// <summary>The state with which a claim that another Service has is refused; the message is the claim.</summary>
    public const string TakenSqlState = "OQ409";

    public Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken) => PostgresFaults.TranslateAsync<IReadOnlySet<string>>(async () =>
    {
        await using var command = dataSource.CreateCommand("SELECT claim FROM service_claim");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claims = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            claims.Add(reader.GetString(0));
        }

        return claims;
    });
}
