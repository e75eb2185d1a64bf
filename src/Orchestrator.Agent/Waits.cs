namespace Orchestrator.Agent;

/// <summary>Waits that end in either of two ways.</summary>
internal static class Waits
{
    /// <summary>Waits for a signal, but no longer than a period.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task NoLongerThanAsync(this Task signal, TimeSpan period, TimeProvider clock, CancellationToken cancellationToken)
    {
        await signal.WaitAsync(period, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
