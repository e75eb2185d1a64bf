using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Contracts.Health;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Gateway;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;

namespace Gateway.Tests.Fixtures;

/// <summary>A database of its own with the namespace <c>default</c>, and gateways over it.</summary>
public sealed class DatabaseGateway : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var source = ServiceCollectionExtensions.CreateDataSource(_database.ConnectionString);
        await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, default);
        await PutAsync(new Namespace { Metadata = new ObjectMeta { Name = "default", Uid = "uid-default" } });
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    /// <summary>Stores an object behind the gateways' backs.</summary>
    public async Task PutAsync<T>(T resource)
        where T : class, IResource
    {
        var services = new ServiceCollection().AddLogging().AddMetrics();
        await using var storage = services.AddPostgresStorage(options => options.ConnectionString = _database.ConnectionString).BuildServiceProvider();
        await storage.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8(resource), null, default);
    }

    /// <summary>Starts a gateway over the database.</summary>
    /// <param name="configure">Sets the gateway's options.</param>
    /// <param name="secretsKeyFile">The key of its Secrets; without one it can neither read nor write them.</param>
    public Task<GatewayHost> StartAsync(Action<GatewayOptions>? configure = null, string? secretsKeyFile = null) => GatewayHost.StartAsync(configure, services =>
    {
        services.RemoveAll<IResourceReader>();
        services.RemoveAll<IPassiveResourceStore>();
        services.RemoveAll<IStorageHealth>();
        services.RemoveAll<IQuotaLedger>();
        services.RemoveAll<IServiceClaims>();
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(TimeProvider.System);
        services.AddPostgresStorage(options =>
        {
            (options.ConnectionString, options.SecretsKeyFile) = (_database.ConnectionString, secretsKeyFile);
            options.ListFreshnessTimeout = TestDatabase.ListFreshnessTimeout;
        });
    });
}
