using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent;
using Orchestrator.Agent.Placement;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Startup;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.Storage.Silo;
using Orchestrator.TestKit;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The real control plane on one silo and a database of its own, with agents that a test plays.</summary>
public class Cluster : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private readonly List<IHost> _others = [];
    private IHost _host = null!;

    public ShiftedTime Clock { get; } = new();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public FakeAgents Agents => _host.Services.GetRequiredService<FakeAgents>();

    public FaultyStorage Storage => (FaultyStorage)_host.Services.GetRequiredService<IGrainStorage>();

    public TappedChanges Changes => (TappedChanges)_host.Services.GetRequiredService<INamespaceChanges>();

    public TappedReader Reader => (TappedReader)_host.Services.GetRequiredService<IResourceReader>();

    public HeardSilos Silos => _host.Services.GetRequiredService<HeardSilos>();

    public IServiceProvider Services => _host.Services;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using (var source = Connect(_database.ConnectionString))
        {
            await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        }

        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var other in _others)
        {
            await other.StopAsync();
            other.Dispose();
        }

        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>How the control plane is set up. Nodes are heard once, when a test registers them: however long it takes, silence alone loses nobody.</summary>
    protected virtual void Set(ControlPlaneOptions options) => options.NodeSilenceAllowed = TimeSpan.FromDays(1);

    /// <summary>Ends the silo and starts another over the same database, and does something while there is none.</summary>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await _host.StopAsync();
        _host.Dispose();
        meanwhile?.Invoke();
        await StartAsync();
    }

    /// <summary>Runs SQL behind the grains' backs; returns how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var source = Connect(_database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stores another value in a grain's object, as a silo does whose write comes late: the grain does not hear of it.</summary>
    public async Task StoreLateAsync(string grainKey, string path, string json)
    {
        var changed = await ExecuteAsync($$"""
            UPDATE OrleansStorage SET Version = Version + 1, PayloadBinary = convert_to(jsonb_set(jsonb_set(state, '{resource,{{path}}}', '{{json}}'), '{revision}',
                to_jsonb((state->>'revision')::bigint + 1))::text, 'UTF8')
            FROM (SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM OrleansStorage WHERE GrainIdExtensionString = '{{grainKey}}') AS stored
            WHERE GrainIdExtensionString = '{{grainKey}}'
            """);
        Assert.Equal(1, changed);
    }

    private static Npgsql.NpgsqlDataSource Connect(string connectionString) => Npgsql.NpgsqlDataSource.Create(connectionString);

    /// <summary>Starts another silo over the same database, and returns its way to the grains of both.</summary>
    public async Task<IGrainFactory> StartAnotherAsync(string name)
    {
        var host = await StartAsync(name);
        _others.Add(host);
        return host.Services.GetRequiredService<IGrainFactory>();
    }

    private async Task StartAsync() => _host = await StartAsync("silo-a");

    private async Task<IHost> StartAsync(string name)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        // Microsoft Orleans has its own parts ask for a clock by key. A silo notes by the machine's clock when it started, and would be too old for its age by a shifted one.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(5));
        builder.Services.AddSingleton<IIdentities, RandomIdentities>();
        // Tests look at what they have just done, and some schedulers of theirs hear of nodes in no other way.
        builder.Services.AddPostgresStorage(options => (options.ConnectionString, options.ListFreshnessTimeout) = (_database.ConnectionString, TestDatabase.ListFreshnessTimeout));
        var reader = builder.Services.Last(service => service.ServiceType == typeof(IResourceReader)).ImplementationFactory!;
        builder.Services.AddSingleton<IResourceReader>(services => new TappedReader((IResourceReader)reader(services)));
        var changes = builder.Services.Last(service => service.ServiceType == typeof(INamespaceChanges)).ImplementationType!;
        builder.Services.AddSingleton<INamespaceChanges>(services => new TappedChanges((INamespaceChanges)ActivatorUtilities.CreateInstance(services, changes)));
        builder.Services.AddControlPlane(Set);
        builder.UseOrleans(silo => Configure(silo, name));
        var oracle = builder.Services.Last(service => service.ServiceType == typeof(ISiloStatusOracle)).ImplementationFactory!;
        builder.Services.AddSingleton(services => new HeardSilos((ISiloStatusOracle)oracle(services)));
        builder.Services.AddSingleton<ISiloStatusOracle>(services => services.GetRequiredService<HeardSilos>().Oracle);
        var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<ControlPlaneStartup>().Done.WaitAsync(TimeSpan.FromSeconds(60));
        return host;
    }

    private void Configure(ISiloBuilder silo, string name)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (_database.Name, "tests"));
        silo.Configure<SiloOptions>(options => options.SiloName = name);
        // Both are counted by a clock that tests set ahead by hours: neither shall a call under way be over then, nor an activation be taken for idle.
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromDays(10));
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(10));
        // Two silos of a test are in one process, and take each other for gone only when that has stood still for long.
        silo.Configure<ClusterMembershipOptions>(options => (options.NumMissedProbesLimit, options.DeathVoteExpirationTimeout) = (400, TimeSpan.FromMinutes(10)));
        silo.Configure<ConnectionOptions>(options => options.OpenConnectionTimeout = TimeSpan.FromSeconds(60));
        silo.ConfigureEndpoints(IPAddress.Loopback, FreePorts.Take(), FreePorts.Take());
        silo.UsePostgres(_database.ConnectionString);
        silo.Services.AddOrchestratorMessages();
        var storage = silo.Services.Last(service => service is { IsKeyedService: false } && service.ServiceType == typeof(IGrainStorage)).ImplementationFactory!;
        silo.Services.AddSingleton<IGrainStorage>(services => new FaultyStorage((IGrainStorage)storage(services)));
        silo.Services.AddSingleton<FakeAgents>();
        silo.Services.AddSingleton<INodeAgent>(services => services.GetRequiredService<FakeAgents>());
        silo.Services.AddSingleton<EchoStreams>();
        silo.Services.AddSingleton<INodeStreams>(services => services.GetRequiredService<EchoStreams>());
        silo.Services.AddPlacementDirector<NodePlacement, AnywhereDirector>();
    }
}
