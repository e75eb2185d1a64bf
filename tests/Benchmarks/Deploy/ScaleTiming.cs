using Orchestrator.Benchmarks.Engine;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>How long it takes from none to many, ours and the floor's; each time all of it is removed again, which is not counted.</summary>
internal static class ScaleTiming
{
    /// <summary>Milliseconds that the orchestrator takes.</summary>
    public static async Task<double> OursAsync(Replicas replicas, int count, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        await replicas.ScaleUpAsync(count, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        await replicas.ScaleToNoneAsync(cancellationToken);
        return took.TotalMilliseconds;
    }

    /// <summary>Milliseconds that raw calls take.</summary>
    /// <param name="floor">Makes them.</param>
    /// <param name="count">How many are made.</param>
    /// <param name="containersEach">How many containers each of them has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<double> FloorAsync(IFloor floor, int count, int containersEach, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        await floor.RunAsync(count, cancellationToken);
        await floor.Containers.WaitForRunningAsync(count * containersEach, TimeSpan.FromSeconds(60), cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        await floor.Containers.RemoveAllAsync(cancellationToken);
        return took.TotalMilliseconds;
    }
}
