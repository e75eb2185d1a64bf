using Npgsql;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Storage.Watching;

internal sealed partial class ResourceWatchHub
{
    private static readonly Backoff Reconnect = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>Polls until nobody watches. Without PostgreSQL it keeps the watches and goes on from its position when it is back.</summary>
    private async Task PollWhileWatchedAsync()
    {
        // The caller holds the gate.
        await Task.Yield();
        ChangePoller? poller = null;
        var stall = new StallWatch(_options, metrics, time, logger);
        var quiet = new Backoff(_options.PollIntervalBusy, _options.PollIntervalIdle);
        var delay = quiet.First;
        var reconnectDelay = TimeSpan.Zero;
        var isAway = false;
        try
        {
            while (TryContinue(out var kinds, out var position))
            {
                try
                {
                    poller ??= await ChangePoller.ConnectAsync(dataSource, _stopping.Token);
                    var poll = await poller.PollAsync(position, kinds, _stopping.Token);
                    if (isAway)
                    {
                        isAway = false;
                        reconnectDelay = TimeSpan.Zero;
                        LogBack(logger);
                    }

                    if (!TryDeliver(poll, kinds))
                    {
                        continue;
                    }

                    metrics.Changes.Add(poll.Rows);
                    await stall.ObserveAsync(poll, poller.Connection, _stopping.Token);
                    delay = poll.Rows > 0 || poll.HasOpen ? quiet.First : quiet.Next(delay);
                    await (poll.Rows == HistoryReader.PageLength ? Task.CompletedTask : Task.Delay(delay, time, _stopping.Token));
                }
                catch (Exception e) when (e is not OperationCanceledException || !_stopping.IsCancellationRequested)
                {
                    metrics.PollFailures.Add(1);
                    LogAwayOnce(ref isAway, e);
                    await DropAsync(poller);
                    poller = null;
                    reconnectDelay = Reconnect.Next(reconnectDelay);
                    await Task.Delay(reconnectDelay, time, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The process stops; the watches were ended by whoever stopped the hub.
        }
        finally
        {
            stall.End();
            await DropAsync(poller);
        }
    }

    private bool TryContinue(out KindKey[] kinds, out long position)
    {
        lock (_gate)
        {
            kinds = [.. _watchers.Keys];
            position = _position;
            _isPolling = kinds.Length > 0 && !_isStopped;
            return _isPolling;
        }
    }

    private void LogAwayOnce(ref bool isAway, Exception e)
    {
        if (!isAway)
        {
            isAway = true;
            LogAway(logger, e);
        }
    }

    private async Task DropAsync(ChangePoller? poller)
    {
        if (poller is null)
        {
            return;
        }

        try
        {
            await poller.DisposeAsync();
        }
        catch (NpgsqlException e)
        {
            LogDropFailed(logger, e);
        }
    }
}
