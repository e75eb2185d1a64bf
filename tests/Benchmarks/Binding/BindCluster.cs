using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Benchmarks.Grains;
using Orchestrator.TestKit;
using Orleans;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Silos with the control plane, each in a process of its own, on a database of their own, with simulated nodes. Disposing it ends all of it.</summary>
internal sealed class BindCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly IHost _client;
    private Task _beating = Task.CompletedTask;

    private BindCluster(BindDatabase database, List<SiloHostProcess> silos, IHost client, Uri api)
    {
        (Database, Silos, _client) = (database, silos, client);
        Api = new HttpClient { BaseAddress = api };
    }

    /// <summary>Its database.</summary>
    public BindDatabase Database { get; }

    /// <summary>Its silos.</summary>
    public List<SiloHostProcess> Silos { get; }

    /// <summary>Its grains, as a client reaches them.</summary>
    public IGrainFactory Grains => _client.Services.GetRequiredService<IClusterClient>();

    /// <summary>Its API, as the first silo serves it.</summary>
    public HttpClient Api { get; }

    /// <summary>Starts so many silos, and registers so many nodes.</summary>
    public static async Task<BindCluster> StartAsync(int silos, int nodes, CancellationToken cancellationToken)
    {
        var database = await BindDatabase.CreateAsync(cancellationToken);
        var name = UniqueName.Of("bind");
        var started = new List<SiloHostProcess>();
        var ports = Enumerable.Range(0, silos).Select(_ => FreePorts.Take()).ToList();
        for (var number = 0; number < silos; number++)
        {
            started.Add(await SiloHostProcess.StartAsync($"control-{number}", name, database.ConnectionString, cancellationToken, BindSiloCommand.Name, ports[number]));
        }

        var cluster = new BindCluster(database, started, BindSilo.Client(name, database.ConnectionString), new Uri($"http://127.0.0.1:{ports[0]}/"));
        await cluster._client.StartAsync(cancellationToken);
        var machines = new SimulatedNodes(cluster.Grains, nodes);
        await machines.RegisterAsync(cancellationToken);
        cluster._beating = machines.BeatAsync(cluster._ended.Token);
        return cluster;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        _ended.Dispose();
        Api.Dispose();
        await _client.StopAsync();
        _client.Dispose();
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
