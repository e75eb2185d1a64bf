using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>
/// Reads this silo's reminders anew: when a silo is active no more, whose grains have new owners; when the silos have been the same for a while again; and now and then besides.
/// </summary>
internal sealed partial class ReminderRefresh(
    ReminderReader reader,
    ReminderClock clock,
    SiloStatusOracle oracle,
    TimeProvider timeProvider,
    TaskScheduler threads,
    IOptions<ReminderOptions> options,
    ILogger<ReminderRefresh> logger) : IDisposable
{
    // Silos that stop together within such a time are one change.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // So long after a change all know of it, and nobody registers a reminder any more where it does not belong. Until then it is ticked where it was registered.
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopped = new();
    private volatile ImmutableHashSet<SiloAddress> _active = [];
    private volatile bool _hasLost;
    private volatile bool _hasChanged = true;
    private Task _refreshing = Task.CompletedTask;

    /// <summary>Reads the reminders, and keeps them fresh from then on.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _active = ActiveIn(oracle.Snapshot);
        oracle.Changed += OnChanged;
        await ReadAsync(cancellationToken);
        _refreshing = threads.RunAsync(KeepFreshAsync);
    }

    public async Task StopAsync()
    {
        oracle.Changed -= OnChanged;
        await threads.CancelAsync(_stopped);
        await _refreshing;
    }

    public void Dispose() => _stopped.Dispose();

    private static ImmutableHashSet<SiloAddress> ActiveIn(MembershipSnapshot snapshot) =>
        [.. snapshot.Rows.Where(row => row.Status == SiloStatus.Active).Select(row => row.Address)];

    private void OnChanged(MembershipSnapshot snapshot)
    {
        var active = ActiveIn(snapshot);
        _hasLost |= !_active.IsSubsetOf(active);
        _hasChanged |= !_active.SetEquals(active);
        _active = active;
    }

    private async Task KeepFreshAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, timeProvider);
        var dueAt = timeProvider.GetUtcNow() + options.Value.RefreshReminderListPeriod;
        var settledAt = DateTimeOffset.MaxValue;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token))
            {
                var now = timeProvider.GetUtcNow();
                settledAt = _hasChanged ? now + SettledAfter : settledAt;
                _hasChanged = false;
                if (!_hasLost && now < dueAt && now < settledAt)
                {
                    continue;
                }

                _hasLost = false;
                settledAt = now < settledAt ? settledAt : DateTimeOffset.MaxValue;
                dueAt = now + (await TryReadAsync() ? options.Value.RefreshReminderListPeriod : RetryAfter);
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task<bool> TryReadAsync()
    {
        try
        {
            await ReadAsync(_stopped.Token);
            return true;
        }
        catch (Exception exception) when (!_stopped.IsCancellationRequested)
        {
            LogRefreshFailed(logger, exception);
            return false;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var known = clock.Revision;
        clock.Replace(await reader.ReadAsync(cancellationToken), known);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder table could not be read; the reminders known before go on.")]
    private static partial void LogRefreshFailed(ILogger logger, Exception exception);
}
