using Orleans.Hosting;

namespace StandIns.Tests.Silos;

/// <summary>Several silos of one cluster in this process, named silo-a, silo-b and so on.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly Dictionary<string, TestSilo> _silos = new(StringComparer.Ordinal);
    private readonly Action<ISiloBuilder>? _configure;

    private TestCluster(TestDatabase database, Action<ISiloBuilder>? configure)
    {
        Database = database;
        _configure = configure;
    }

    public TestDatabase Database { get; }

    public string ClusterId { get; } = $"cluster-{Guid.NewGuid():N}";

    public TestSilo this[string name] => _silos[name];

    public static async Task<TestCluster> StartAsync(TestDatabase database, int silos, Action<ISiloBuilder>? configure = null)
    {
        var cluster = new TestCluster(database, configure);
        try
        {
            for (var i = 0; i < silos; i++)
            {
                await cluster.AddAsync($"silo-{(char)('a' + i)}");
            }
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>Starts a silo, and waits until all others know of it: until then they place grains without it.</summary>
    public async Task<TestSilo> AddAsync(string name, Action<ISiloBuilder>? configure = null)
    {
        var settings = new TestSiloSettings
        {
            ClusterId = ClusterId,
            SiloName = name,
            Configure = silo =>
            {
                _configure?.Invoke(silo);
                configure?.Invoke(silo);
            },
        };
        var added = _silos[name] = await TestSilo.StartAsync(Database, settings);
        await Eventually.TrueAsync(() => Task.FromResult(_silos.Values.All(silo => silo.Knows(added))));
        return added;
    }

    public async Task KillAsync(string name)
    {
        _silos.Remove(name, out var silo);
        await silo!.KillAsync();
    }

    public async Task StopAsync(string name)
    {
        _silos.Remove(name, out var silo);
        await silo!.DisposeAsync();
    }

    /// <summary>A turn grain that is active on <paramref name="home"/>, called by <paramref name="caller"/>.</summary>
    public Task<ITurnGrain> TurnGrainAsync(string home, string caller) =>
        FindAsync(home, key => _silos[caller].Grains.GetGrain<ITurnGrain>(key), grain => grain.SiloName());

    /// <summary>A sequence grain that is active on <paramref name="home"/>, called by <paramref name="caller"/>.</summary>
    public Task<ISequenceGrain> SequenceGrainAsync(string home, string caller) =>
        FindAsync(home, key => _silos[caller].Grains.GetGrain<ISequenceGrain>(key), grain => grain.SiloName());

    /// <summary>Grains are placed as it comes, so keys are tried until one is placed there.</summary>
    public static async Task<T> FindAsync<T>(string home, Func<string, T> reference, Func<T, Task<string>> siloOf)
    {
        T? found = default;
        await Eventually.TrueAsync(async () =>
        {
            found = reference($"placed/{Guid.NewGuid():N}");
            return await siloOf(found) == home;
        });
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos.Values.Reverse())
        {
            await silo.DisposeAsync();
        }
    }
}
