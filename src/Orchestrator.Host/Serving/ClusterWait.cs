using Microsoft.Extensions.Logging;

namespace Orchestrator.Host.Serving;

/// <summary>
/// A gateway that starts before its cluster waits for it, for as long as it is let: whoever starts both at once need not know which is sooner. It says so, and what
/// is in the way.
/// </summary>
internal sealed partial class ClusterWait(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Whether to try again to connect: always, a little later.</summary>
    public async Task<bool> TryAgainAsync(Exception exception, CancellationToken cancellationToken)
    {
        LogWaiting(logger, exception.Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway waits for a silo to connect to: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
