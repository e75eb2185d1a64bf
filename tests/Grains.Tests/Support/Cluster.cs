using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent;
using Orchestrator.Agent.Placement;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Grains.Startup;
using Orchestrator.Resources.Serialization;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The real control plane on one silo and a database of its own, with agents that a test plays.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private const string RealStorage = "real";
    private TestDatabase _database = null!;
    private IHost _host = null!;

    public ShiftedTime Clock { get; } = new();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public FakeAgents Agents => _host.Services.GetRequiredService<FakeAgents>();

    public FaultyStorage Storage => (FaultyStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>("Default");

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
        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>Ends the silo and starts another over the same database.</summary>
    public async Task RestartAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await StartAsync();
    }

    /// <summary>Runs SQL behind the grains' backs; returns how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var source = Connect(_database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    private static Npgsql.NpgsqlDataSource Connect(string connectionString) => Npgsql.NpgsqlDataSource.Create(connectionString);

    private async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IIdentities, RandomIdentities>();
        builder.Services.AddPostgresStorage(options => options.ConnectionString = _database.ConnectionString);
        builder.Services.AddControlPlane();
        builder.UseOrleans(Configure);
        _host = builder.Build();
        await _host.StartAsync();
        await Services.GetRequiredService<ControlPlaneStartup>().Done.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private void Configure(ISiloBuilder silo)
    {
        var connection = _database.ConnectionString;
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (_database.Name, "tests"));
        silo.Configure<SiloOptions>(options => options.SiloName = "silo-a");
        silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", connection));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = ("Npgsql", connection));
        silo.AddAdoNetGrainStorage(RealStorage, options =>
        {
            (options.Invariant, options.ConnectionString) = ("Npgsql", connection);
            options.GrainStorageSerializer = new JsonStates();
        });
        silo.Services.AddKeyedSingleton<IGrainStorage>("Default", (services, _) => new FaultyStorage(services.GetRequiredKeyedService<IGrainStorage>(RealStorage)));
        silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(IsMessage, ResourceJson.Options));
        silo.Services.AddSingleton<FakeAgents>();
        silo.Services.AddSingleton<INodeAgent>(services => services.GetRequiredService<FakeAgents>());
        silo.Services.AddSingleton<EchoStreams>();
        silo.Services.AddSingleton<INodeStreams>(services => services.GetRequiredService<EchoStreams>());
        silo.Services.AddPlacementDirector<NodePlacement, AnywhereDirector>();
    }

    private static bool IsMessage(Type type) =>
        !type.IsInterface && !typeof(Exception).IsAssignableFrom(type) && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        && type.Namespace?.StartsWith("Orchestrator.", StringComparison.Ordinal) == true;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
