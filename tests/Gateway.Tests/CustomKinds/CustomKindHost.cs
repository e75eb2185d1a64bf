using Gateway.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Contracts.Health;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;

namespace Gateway.Tests.CustomKinds;

/// <summary>A gateway over the real database, in which definitions stand as their grains would store them.</summary>
public sealed class CustomKindHost : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public GatewayHost Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var server = Environment.GetEnvironmentVariable("ORC_TEST_POSTGRES") ?? throw new InvalidOperationException("ORC_TEST_POSTGRES is not set; run eng/test.");
        _database = await TestDatabase.CreateAsync(server);
        await using var source = ServiceCollectionExtensions.CreateDataSource(_database.ConnectionString);
        await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, default);
        Gateway = await StartAsync();
        await PutAsync(new Namespace { Metadata = new ObjectMeta { Name = "default", Uid = "uid-default" } });
        await DefineAsync(Definitions.CronTab);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Another gateway of the same cluster.</summary>
    public Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(services: services =>
    {
        services.RemoveAll<IResourceReader>();
        services.RemoveAll<IPassiveResourceStore>();
        services.RemoveAll<IStorageHealth>();
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(TimeProvider.System);
        services.AddPostgresStorage(options => options.ConnectionString = _database.ConnectionString);
    });

    /// <summary>Stores a definition whose names are accepted. It must be right: this is no test of what is wrong with one.</summary>
    public async Task DefineAsync(string yaml, Func<CustomResourceDefinition, CustomResourceDefinition>? change = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(yaml);
        var defined = ResourceDefaults.Apply(ResourceDecoder.Decode<CustomResourceDefinition>(bytes, BodyFormat.Yaml, new DecodeOptions()).Resource);
        Assert.Empty(ResourceValidation.Validate(defined, null));
        var accepted = new CustomResourceCondition { Type = CustomResourceConditionType.NamesAccepted, Status = ConditionStatus.True };
        var stored = defined with
        {
            Metadata = defined.Metadata with { Uid = $"uid-{defined.Metadata.Name}", Generation = 1, CreationTimestamp = DateTimeOffset.UtcNow },
            Status = defined.Status with { Conditions = [accepted] },
        };
        await PutAsync(change?.Invoke(stored) ?? stored);
    }

    private async Task PutAsync<T>(T resource)
    {
        var services = new ServiceCollection().AddLogging().AddMetrics();
        await using var storage = services.AddPostgresStorage(options => options.ConnectionString = _database.ConnectionString).BuildServiceProvider();
        await storage.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8(resource), null, default);
    }
}
