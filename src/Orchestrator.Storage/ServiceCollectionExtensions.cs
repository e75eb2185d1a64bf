using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Health;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Recording;
using Orchestrator.Contracts.Writing;
using Orchestrator.Storage.Access;
using Orchestrator.Storage.Counting;
using Orchestrator.Storage.Events;
using Orchestrator.Storage.Health;
using Orchestrator.Storage.Pruning;
using Orchestrator.Storage.Quotas;
using Orchestrator.Storage.Reading;
using Orchestrator.Storage.Recording;
using Orchestrator.Storage.Secrets;
using Orchestrator.Storage.Watching;
using Orchestrator.Storage.Writing;

namespace Orchestrator.Storage;

/// <summary>Registers the PostgreSQL read side.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IResourceReader"/>, <see cref="IResourceVersions"/>, <see cref="IOwnershipReader"/>, <see cref="INamespaceChanges"/>, <see cref="IQuotaLedger"/>, <see cref="IServiceClaims"/>, <see cref="IClusterKeys"/>, <see cref="IServiceAccountTokens"/>, <see cref="IEventWriter"/>, <see cref="IPassiveResourceStore"/>, <see cref="IStorageHealth"/>, and the background
    /// work that writes Events and removes what is old. The schema is not applied here: <see cref="Schema.SchemaMigrator"/> does that, before the host starts.
    /// </summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, Action<PostgresStorageOptions> configure)
    {
        services.AddOptions<PostgresStorageOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresStorageOptions>, PostgresStorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(sp => CreateDataSource(sp.GetRequiredService<IOptions<PostgresStorageOptions>>().Value.ConnectionString));
        services.TryAddSingleton<StorageMetrics>();
        services.TryAddSingleton<ResourceWatchHub>();
        services.TryAddSingleton<PostgresResourceReader>();
        services.TryAddSingleton<IOwnershipReader, PostgresOwnershipReader>();
        services.TryAddSingleton<IStatePartReader, PostgresStatePartReader>();
        services.TryAddSingleton<PostgresPassiveResourceStore>();
        services.TryAddSingleton(KeyringOf);
        services.TryAddSingleton<IResourceReader>(sp => new EventFormReader(
            new OpeningResourceReader(sp.GetRequiredService<PostgresResourceReader>(), sp.GetRequiredService<SecretKeyring>())));
        services.TryAddSingleton<IResourceVersions, PostgresResourceVersions>();
        services.TryAddSingleton<IPassiveResourceStore>(sp => new EventFormStore(new SealingPassiveStore(
            sp.GetRequiredService<PostgresPassiveResourceStore>(), sp.GetRequiredService<PostgresResourceReader>(), sp.GetRequiredService<SecretKeyring>())));
        services.TryAddSingleton<INamespaceChanges, PostgresNamespaceChanges>();
        services.TryAddSingleton<IQuotaLedger, PostgresQuotaLedger>();
        services.TryAddSingleton<IServiceClaims, PostgresServiceClaims>();
        services.TryAddSingleton<IClusterKeys, ClusterKeys>();
        services.TryAddSingleton<IServiceAccountTokens, ServiceAccountTokens>();
        services.TryAddSingleton<IStorageHealth, PostgresStorageHealth>();
        services.TryAddSingleton<EventWriter>();
        services.TryAddSingleton<IEventWriter>(sp => sp.GetRequiredService<EventWriter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventWriterService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HistoryPruner>());
        return services;
    }

    /// <summary>Adds metrics of what the cluster holds. Of all processes with this, one counts.</summary>
    public static IServiceCollection AddClusterCensus(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClusterCensus>());
        return services;
    }

    private static SecretKeyring KeyringOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<PostgresStorageOptions>>().Value.SecretsKeyFile is { Length: > 0 } path ? SecretKeyring.Read(path) : SecretKeyring.Empty;

    /// <summary>A data source of the read side.</summary>
    public static NpgsqlDataSource CreateDataSource(string connectionString) => NpgsqlDataSource.Create(PostgresConnection.WithDefaults(connectionString));
}
