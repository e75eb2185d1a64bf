using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Messaging;
using Orleans.Reminders;

namespace Orleans.Runtime;

/// <summary>The silo: joins the cluster, serves grains, and leaves.</summary>
internal sealed partial class Silo(
    IServiceProvider services, LocalSilo silo, SiloStatusOracle oracle, ActivationCatalog catalog, IdleCollector collector, ILogger<Silo> logger)
    : IHostedService, IDisposable
{
    private ClusterMembership? _membership;
    private SiloHeartbeat? _heartbeat;
    private ReminderService? _reminders;
    private SiloPort? _port;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IMembershipTable>() is null)
        {
            throw new OrleansConfigurationException("Clustering has not been configured: call ISiloBuilder.UseAdoNetClustering(...).");
        }

        services.GetRequiredService<GrainClasses>();
        _port = new SiloPort(silo.ListeningEndpoint);
        _membership = services.GetRequiredService<ClusterMembership>();
        await _membership.JoinAsync(cancellationToken);
        _heartbeat = services.GetRequiredService<SiloHeartbeat>();
        await _heartbeat.StartAsync(cancellationToken);
        catalog.Open();
        InProcessSilos.Add(silo.ClusterId, services.GetRequiredService<ICallRouter>());
        collector.Start();
        await _membership.AnnounceAsync(SiloStatus.Active, cancellationToken);
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

        InProcessSilos.Remove(silo.ClusterId);
        collector.Dispose();
        await TryAsync(() => _reminders?.StopAsync().WaitAsync(cancellationToken) ?? Task.CompletedTask);
        await TryAsync(() => AnnounceAsync(SiloStatus.ShuttingDown, cancellationToken));
        await TryAsync(() => catalog.CloseAsync(cancellationToken));
        await TryAsync(_heartbeat.StopAsync);
        await TryAsync(() => AnnounceAsync(SiloStatus.Dead, cancellationToken));
        _port?.Dispose();
    }

    public void Dispose() => _port?.Dispose();

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
