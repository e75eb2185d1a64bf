namespace Orchestrator.Planning.Retrying;

/// <summary>How long to wait before something that failed is tried again: a first delay, which doubles with each failure in a row up to the longest.</summary>
/// <param name="First">The delay after the first failure; above zero.</param>
/// <param name="Longest">The delay that none exceeds.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The delay that follows another.</summary>
    /// <param name="before">The delay before the try that has just failed; zero where it was the first try.</param>
    public TimeSpan Next(TimeSpan before)
    {
        if (before <= TimeSpan.Zero)
        {
            return First < Longest ? First : Longest;
        }

        // Compared by halves, since a doubled delay may be more than a time span holds.
        return before < Longest / 2 ? before * 2 : Longest;
    }

    /// <summary>The delay after so many failures in a row.</summary>
    /// <param name="failures">How often it has failed, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was no failure.</exception>
    public TimeSpan AfterFailures(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var delay = TimeSpan.Zero;
        for (var failure = 0; failure < failures && delay < Longest; failure++)
        {
            delay = Next(delay);
        }

        return delay;
    }
}
