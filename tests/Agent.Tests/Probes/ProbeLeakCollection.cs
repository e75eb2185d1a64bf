namespace Orchestrator.Agent.Tests.Probes;

/// <summary>It counts what the whole process has open, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(ProbeLeakTests), DisableParallelization = true)]
public sealed class ProbeLeakCollection;
