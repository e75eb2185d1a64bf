using System.Runtime.ExceptionServices;

namespace Orchestrator.TestKit;

/// <summary>Waits for a state of the world instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the condition holds.</summary>
    /// <param name="condition">Asked again and again; what it throws counts as "not yet" until the time is up.</param>
    /// <param name="what">What is waited for, as the message of a failure has it.</param>
    /// <param name="within">120 seconds if null. Generous, because only a failure ever waits for so long.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time; the inner exception is the last that it threw.</exception>
    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        await Value(async () => await condition() ? new object() : null, what, within);
    }

    /// <summary>Asks until the answer is not null, and returns it.</summary>
    /// <inheritdoc cref="True" />
    public static async Task<T> Value<T>(Func<Task<T?>> question, string what, TimeSpan? within = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(question);
        var bound = within ?? DefaultWithin;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (answer, failure) = await Ask(question);
            if (answer is not null)
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(started) >= bound)
            {
                throw new TimeoutException($"Not within {bound.TotalSeconds} s: {what}", failure?.SourceException);
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static async Task<(T? Answer, ExceptionDispatchInfo? Failure)> Ask<T>(Func<Task<T?>> question)
        where T : class
    {
        try
        {
            return (await question(), null);
        }
#pragma warning disable CA1031 // Any failure of the question means "not yet"; the last one is reported when the time is up.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (null, ExceptionDispatchInfo.Capture(exception));
        }
    }
}
