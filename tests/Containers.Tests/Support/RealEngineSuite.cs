namespace Orchestrator.Containers.Tests.Support;

/// <summary>Tests that share one image on the real engine.</summary>
[CollectionDefinition(Name)]
public sealed class RealEngineSuite : ICollectionFixture<RealEngine>
{
    public const string Name = "real engine";
}
