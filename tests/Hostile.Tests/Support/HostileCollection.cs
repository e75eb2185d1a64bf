namespace Orchestrator.Hostile.Tests.Support;

/// <summary>The tests that attack one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class HostileCollection : ICollectionFixture<HostileCluster>
{
    /// <summary>Its name.</summary>
    public const string Name = "hostile";
}
