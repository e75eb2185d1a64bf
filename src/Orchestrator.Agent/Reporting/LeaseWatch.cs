using Orchestrator.Planning.Retrying;

namespace Orchestrator.Agent.Reporting;

/// <summary>
/// Knows for how long the control plane counts on this node, by this machine's steady clock and from before each sign of life was sent, so that it never thinks so for
/// longer than the control plane does.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="lapsed">Called when the node is cut off, and each second until it no longer is: what must not run on without a lease has to end.</param>
internal sealed class LeaseWatch(TimeProvider clock, Action lapsed)
{
    // A life of the agent does not know when the one before was last heard.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _sentAt = clock.GetTimestamp();
    private TimeSpan _duration = First;

    /// <summary>How much of the lease is left; nothing or less where the node is cut off.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock)
            {
                return _duration - clock.GetElapsedTime(_sentAt);
            }
        }
    }

    /// <summary>The control plane has answered a sign of life.</summary>
    /// <param name="sentAt">When that was sent, a timestamp of the clock.</param>
    /// <param name="duration">For how long it is good from then.</param>
    public void Renew(long sentAt, TimeSpan duration)
    {
        lock (_lock)
        {
            (_sentAt, _duration) = (sentAt, duration);
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = Left;
            if (left <= TimeSpan.Zero)
            {
                lapsed();
            }

            await Task.Delay(left > TimeSpan.Zero ? TimerWait.Bounded(left) : Again, clock, cancellationToken);
        }
    }
}
