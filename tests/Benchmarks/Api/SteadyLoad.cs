namespace Orchestrator.Benchmarks.Api;

/// <summary>So many requests a second, whether earlier ones are answered or not.</summary>
internal static class SteadyLoad
{
    /// <summary>Sends requests and answers how long each took, in milliseconds, counted from when it was due.</summary>
    /// <param name="perSecond">How many a second.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="request">Sends the request of a number, from 0.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<double[]> RunAsync(int perSecond, TimeSpan duration, Func<int, CancellationToken, Task> request, CancellationToken cancellationToken)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var began = TimeProvider.System.GetTimestamp();
        var requests = new List<Task<double>>(count);
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, TimeProvider.System, cancellationToken);
            }

            requests.Add(TimedAsync(i, due));
        }

        return await Task.WhenAll(requests);

        async Task<double> TimedAsync(int number, TimeSpan due)
        {
            await request(number, cancellationToken);
            return (TimeProvider.System.GetElapsedTime(began) - due).TotalMilliseconds;
        }
    }
}
