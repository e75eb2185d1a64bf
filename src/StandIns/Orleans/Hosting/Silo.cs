using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Networking;
using Orleans.Reminders;

namespace Orleans.Runtime;

/// <summary>The silo: joins the cluster, serves grains, and leaves.</summary>
internal sealed partial class Silo(
    IServiceProvider services, LocalSilo silo, SiloStatusOracle oracle, ActivationCatalog catalog, IdleCollector collector, ILogger<Silo> logger)
    : IHostedService, IAsyncDisposable
{
    private ClusterMembership? _membership;
    private SiloHeartbeat? _heartbeat;
    private ReminderService? _reminders;
    private SiloNetwork? _network;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IMembershipTable>() is null)
        {
            throw new OrleansConfigurationException("Clustering has not been configured: call ISiloBuilder.UseAdoNetClustering(...).");
        }

        _network = services.GetRequiredService<SiloNetwork>();
        await _network.BindAsync(cancellationToken);
        _membership = services.GetRequiredService<ClusterMembership>();
        await _membership.JoinAsync(cancellationToken);
        _heartbeat = services.GetRequiredService<SiloHeartbeat>();
        await _heartbeat.StartAsync(cancellationToken);
        _network.Join();
        catalog.Open();
        collector.Start();
        await _membership.AnnounceAsync(SiloStatus.Active, cancellationToken);
        _network.Open();
        _reminders = services.GetService<ReminderService>();
        if (_reminders is not null)
        {
            await _reminders.StartAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_heartbeat is null)
        {
            return;
        }

        collector.Dispose();
        _network!.SayLeaving();
        await TryAsync(() => _reminders?.StopAsync().WaitAsync(cancellationToken) ?? Task.CompletedTask);
        await TryAsync(() => AnnounceAsync(SiloStatus.ShuttingDown, cancellationToken));
        await TryAsync(() => catalog.CloseAsync(cancellationToken));
        await TryAsync(() => _network.StopAsync(cancellationToken));
        await TryAsync(_heartbeat.StopAsync);
        await TryAsync(() => AnnounceAsync(SiloStatus.Dead, cancellationToken));
        await _network.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _network?.DisposeAsync() ?? ValueTask.CompletedTask;

    // A silo that the cluster declared dead has nothing to announce.
    private Task AnnounceAsync(SiloStatus status, CancellationToken cancellationToken) =>
        oracle.CurrentStatus == SiloStatus.Dead ? Task.CompletedTask : _membership!.AnnounceAsync(status, cancellationToken);

    // What fails while stopping must not keep the rest from being stopped.
    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogStopFailed(logger, exception, silo.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step of stopping the silo {SiloName} failed; the others go on.")]
    private static partial void LogStopFailed(ILogger logger, Exception exception, string siloName);
}
