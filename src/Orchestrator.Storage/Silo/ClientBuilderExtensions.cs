using Orleans.Hosting;

namespace Orchestrator.Storage.Silo;

/// <summary>Has a client find the silos of its cluster in PostgreSQL.</summary>
public static class ClientBuilderExtensions
{
    private const string Invariant = "Npgsql";

    /// <summary>The silos are those that the database of that connection string lists.</summary>
    public static IClientBuilder UsePostgres(this IClientBuilder client, string connectionString) =>
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, PostgresConnection.WithDefaults(connectionString)));
}
