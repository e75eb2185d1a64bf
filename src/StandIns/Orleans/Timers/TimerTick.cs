using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A tick of a grain timer in the grain's mailbox.</summary>
internal sealed partial class TimerTick(GrainTimer timer, Activation activation) : Request
{
    public override bool Interleaves => timer.Interleaves;

    // A tick keeps an activation from ending while it runs, but unless the timer says so it is no use of the grain.
    public override bool CountsAsUse => timer.KeepsAlive;

    public override void Forward()
    {
        // A timer belongs to its activation, and ends with it.
    }

    public override void Reject(Exception exception)
    {
        if (activation.Deactivated.IsCompleted)
        {
            return;
        }

        LogTickFailed(activation.Logger, exception, activation.GrainId);
        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "A timer found the state inconsistent."));
        }
    }

    protected override Task RunAsync(Activation activation) => timer.TickAsync();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of the grain {GrainId} failed; it goes on with its next tick.")]
    private static partial void LogTickFailed(ILogger logger, Exception exception, GrainId grainId);
}
