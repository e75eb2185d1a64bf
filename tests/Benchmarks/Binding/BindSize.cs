namespace Orchestrator.Benchmarks.Binding;

/// <summary>How large the run is.</summary>
/// <param name="Nodes">How many nodes there are.</param>
/// <param name="Pods">How many pods are bound.</param>
/// <param name="Callers">How many of them are being created at a time.</param>
internal sealed record BindSize(int Nodes, int Pods, int Callers);
