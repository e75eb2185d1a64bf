using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;

namespace StandIns.Tests.Silos;

/// <summary>A silo in this process, with its membership, states and reminders in a database.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    // All silos of a test are in one process: what stands still for as long as this is a silo that was killed, and not one whose machine is busy.
    private static readonly TimeSpan SilentMax = TimeSpan.FromSeconds(15);

    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public static async Task<TestSilo> StartAsync(TestDatabase database, TestSiloSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(2));
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = settings.ClusterId;
                options.ServiceId = "tests";
            });
            silo.Configure<SiloOptions>(options => options.SiloName = settings.SiloName);
            silo.Configure<ClusterMembershipOptions>(options => options.NumMissedProbesLimit = Math.Max(3, (int)(SilentMax / options.ProbeTimeout)));
            silo.Configure<ConnectionOptions>(options => options.OpenConnectionTimeout = TimeSpan.FromSeconds(60));
            silo.ConfigureEndpoints(IPAddress.Loopback, settings.SiloPort, settings.GatewayPort);
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database.ConnectionString));
            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                (options.Invariant, options.ConnectionString) = ("Npgsql", database.ConnectionString);
                options.GrainStorageSerializer = new JsonTestSerializer();
            });
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database.ConnectionString));
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
            silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(isSupported: IsMessage));
            settings.Configure?.Invoke(silo);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new TestSilo(host);
    }

    /// <summary>Whether it counts another silo to the cluster's active ones.</summary>
    public bool Knows(TestSilo other) => Services.GetRequiredService<ISiloStatusOracle>()
        .GetApproximateSiloStatus(other.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress) == SiloStatus.Active;

    public Task StopAsync() => _host.StopAsync();

    /// <summary>Ends the silo as a crash does: nothing is announced, nothing handed over, and its connections break.</summary>
    public async Task KillAsync()
    {
        try
        {
            await _host.StopAsync(new CancellationToken(canceled: true));
        }
        catch (Exception exception) when (exception is OperationCanceledException or AggregateException)
        {
            // Stopping has no time to be done.
        }

        _host.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static bool IsMessage(Type type) => type.Namespace == typeof(TestSilo).Namespace && !typeof(Exception).IsAssignableFrom(type);
}
