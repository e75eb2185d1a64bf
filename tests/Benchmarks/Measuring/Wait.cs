namespace Orchestrator.Benchmarks.Measuring;

/// <summary>Waits for a state of the world, with a bound.</summary>
internal static class Wait
{
    /// <summary>Asks until nothing is missing.</summary>
    /// <param name="missing">Answers what is still missing, or null once the state is reached.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="within">How long at most.</param>
    /// <param name="pause">How long between two questions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Something was still missing; the message says what.</exception>
    public static async Task UntilAsync(
        Func<CancellationToken, Task<string?>> missing, string what, TimeSpan within, TimeSpan pause, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await missing(cancellationToken) is { } still)
        {
            if (TimeProvider.System.GetElapsedTime(started) > within)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds} s: {what}. Last seen: {still}.");
            }

            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }
}
