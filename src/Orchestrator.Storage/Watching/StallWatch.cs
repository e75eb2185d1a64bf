using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Storage.Reading;

namespace Orchestrator.Storage.Watching;

/// <summary>Notices that committed changes wait for a transaction that stays open, and says which one it is.</summary>
internal sealed partial class StallWatch(PostgresStorageOptions options, StorageMetrics metrics, TimeProvider time, ILogger logger)
{
    private long _final = -1;
    private long _since;
    private bool _isLogged;

    public async Task ObserveAsync(ChangePoll poll, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!poll.HasOpen || poll.Final != _final)
        {
            End();
            _final = poll.Final;
            _since = time.GetTimestamp();
            return;
        }

        var stalled = time.GetElapsedTime(_since);
        if (stalled < options.StallThreshold)
        {
            return;
        }

        metrics.SetStall(stalled);
        if (!_isLogged)
        {
            _isLogged = true;
            LogStalled(logger, stalled.TotalSeconds, await StallFinder.DescribeAsync(connection, cancellationToken));
        }
    }

    /// <summary>The stall is over, or nobody is there any more to be delayed.</summary>
    public void End()
    {
        metrics.SetStall(TimeSpan.Zero);
        if (_isLogged)
        {
            _isLogged = false;
            var stalled = time.GetElapsedTime(_since).TotalSeconds;
            LogOver(logger, stalled);
        }
    }
}
