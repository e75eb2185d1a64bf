namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>The tests that share one cluster of machines, one after the other: each leaves it as it found it.</summary>
[CollectionDefinition(Name)]
public sealed class MachineCollection : ICollectionFixture<World>
{
    public const string Name = "machines";
}
