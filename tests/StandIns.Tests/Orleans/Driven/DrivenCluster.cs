using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.TestKit;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Silos in one process whose clock and work a test drives, with their membership in memory.</summary>
public sealed class DrivenCluster : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly DrivenScheduler _scheduler = new();
    private readonly ManualTimeProvider _time = new();
    private readonly Random _random;
    private readonly List<DrivenSilo> _silos = [];

    public DrivenCluster(int silos, int seed)
    {
        _random = new Random(seed);
        for (var i = 0; i < silos; i++)
        {
            Start($"silo-{i}");
        }

        Drive(TimeSpan.FromSeconds(1));
    }

    public MemberStore Store { get; } = new();

    public NoNetwork Network { get; } = new();

    public IReadOnlyList<DrivenSilo> Silos => _silos;

    public IEnumerable<string> Dead => Store.All.Where(entry => entry.Status == SiloStatus.Dead).Select(entry => entry.SiloName);

    /// <summary>Starts a silo, and lets some time pass, so that no two silos are in step.</summary>
    public DrivenSilo Start(string name)
    {
        var table = new DrivenMembershipTable(Store, _time, _random.Next(1, 4));
        var fatal = new RecordingFatalErrorHandler();
        var silo = new DrivenSilo(name, Build(name, table, fatal), table, fatal);
        var started = _scheduler.RunAsync(() => StartAsync(silo.Host));
        DriveUntil(() => started.IsCompleted);
        started.GetAwaiter().GetResult();
        _silos.Add(silo);
        Drive(TimeSpan.FromMilliseconds(_random.Next(40)));
        return silo;
    }

    /// <summary>Lets that much time pass.</summary>
    public void Drive(TimeSpan span)
    {
        var end = _time.GetUtcNow() + span;
        _scheduler.RunAll();
        while (_time.GetUtcNow() < end)
        {
            _time.Advance(Step);
            _scheduler.RunAll();
        }
    }

    /// <summary>Lets time pass until the condition holds; answers how much. What takes longer than a minute fails.</summary>
    public TimeSpan DriveUntil(Func<bool> condition)
    {
        var started = _time.GetUtcNow();
        while (!condition())
        {
            Assert.True(_time.GetUtcNow() - started < TimeSpan.FromMinutes(1), "It did not come to pass within a minute.");
            Drive(Step);
        }

        return _time.GetUtcNow() - started;
    }

    public void Dispose()
    {
        foreach (var silo in _silos)
        {
            ((IAsyncDisposable)silo.Host).DisposeAsync().AsTask();
        }

        _scheduler.RunAll();
    }

    // The host's own start leaves the scheduler between its services, and time would go on while they are elsewhere.
    private static async Task StartAsync(IHost host)
    {
        foreach (var service in host.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    private IHost Build(string name, DrivenMembershipTable table, RecordingFatalErrorHandler fatal)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddKeyedSingleton<IConnectionListenerFactory>("Orleans.Transport", Network);
        builder.Services.AddKeyedSingleton<IConnectionFactory>("Orleans.Transport", Network);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<TaskScheduler>(_scheduler);
        builder.Services.AddSingleton<IMembershipTable>(table);
        builder.Services.AddSingleton<IFatalErrorHandler>(fatal);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => options.ClusterId = "driven");
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            silo.ConfigureEndpoints(new IPAddress([10, 0, (byte)(_silos.Count / 250), (byte)((_silos.Count % 250) + 1)]), 11111, 30000);
        });
        return builder.Build();
    }
}
