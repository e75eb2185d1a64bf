using System.Globalization;
using Orleans;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>Calls grains as quickly as they answer, from a grain or from a client.</summary>
internal static class Calls
{
    /// <summary>How many calls a second are answered.</summary>
    public static async Task<double> RateAsync(IGrainFactory grains, CallPlan plan)
    {
        var began = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, plan.Callers).Select(async caller =>
        {
            var target = grains.GetGrain<IEchoGrain>(plan.Targets[caller % plan.Targets.Length]);
            var count = 0;
            while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < plan.Seconds)
            {
                await target.Echo(count);
                count++;
            }

            return count;
        }));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>How many activations a second answer their first call.</summary>
    public static async Task<double> ActivateAsync(IGrainFactory grains, ActivationPlan plan)
    {
        var next = -1;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, plan.Callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number < plan.Count)
            {
                await grains.GetGrain<IEchoGrain>(string.Create(CultureInfo.InvariantCulture, $"{plan.Prefix}/{number}")).Echo(number);
            }
        }));
        return plan.Count / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
