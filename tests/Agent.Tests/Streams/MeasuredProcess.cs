namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Tests that count the handles and the memory of the process, so that nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredProcess : ICollectionFixture<StreamWorld>
{
    public const string Name = "measured process";
}
