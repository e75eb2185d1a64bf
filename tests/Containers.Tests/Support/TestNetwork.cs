namespace Orchestrator.Containers.Tests.Support;

/// <summary>A network of its own subnet on the real engine, taken from a range that nothing else on a test machine is likely to use.</summary>
public sealed class TestNetwork(RealEngine real)
{
    private static int _next = Random.Shared.Next(0, 4096);

    /// <summary>A description of a network that does not exist.</summary>
    public NetworkSpec NewSpec()
    {
        var index = Interlocked.Increment(ref _next) % 4096;
        return new NetworkSpec { Name = real.NewName("net"), Subnet = $"10.{192 + (index / 256)}.{index % 256}.0/24", Labels = real.Labels };
    }

    /// <summary>A new network.</summary>
    public Task<NetworkInfo> CreateAsync() => real.Engine.EnsureNetworkAsync(NewSpec(), default);
}
