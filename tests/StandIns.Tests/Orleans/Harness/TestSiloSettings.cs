using Orchestrator.TestKit;
using Orleans.Hosting;

namespace StandIns.Tests.Silos;

/// <summary>What differs between the silos of tests.</summary>
public sealed record TestSiloSettings
{
    public string ClusterId { get; init; } = $"cluster-{Guid.NewGuid():N}";

    public string SiloName { get; init; } = "silo-a";

    public int SiloPort { get; init; } = FreePorts.Take();

    public int GatewayPort { get; init; } = FreePorts.Take();

    public Action<ISiloBuilder>? Configure { get; init; }
}
