using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace StandIns.Tests.Silos;

public sealed class ClientTests : IAsyncLifetime
{
    private readonly TestSiloSettings _settings = new();
    private TestDatabase _database = null!;
    private TestSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _silo = await TestSilo.StartAsync(_database, _settings);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_client_in_a_host_of_its_own_calls_grains()
    {
        using var client = BuildClient(_settings.ClusterId);
        await client.StartAsync();
        var grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<ITurnGrain>("clients/one");
        Assert.Equal(1, await grain.Increment());
        Assert.Equal(2, await _silo.Grains.GetGrain<ITurnGrain>("clients/one").Increment());
        await Assert.ThrowsAsync<RefusedException>(() => grain.Refuse("x", 1));
        await client.StopAsync();
    }

    [Fact]
    public async Task A_client_of_a_cluster_without_silos_does_not_start()
    {
        using var client = BuildClient("nobody");
        await Assert.ThrowsAnyAsync<Exception>(() => client.StartAsync());
    }

    private IHost BuildClient(string clusterId)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, "tests"));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", _database.ConnectionString));
            client.Services.AddSerializer(serializer => serializer.AddJsonSerializer(
                isSupported: type => type.Namespace == typeof(ClientTests).Namespace && !typeof(Exception).IsAssignableFrom(type)));
        });
        return builder.Build();
    }
}
