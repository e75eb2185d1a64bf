namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Tests against the real engine, one after another: some of them count the process' handles and memory.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealEngineSuite : ICollectionFixture<StreamWorld>
{
    public const string Name = "real engine";
}
