namespace Orchestrator.Benchmarks.Traces;

/// <summary>A span of a trace.</summary>
/// <param name="Source">The activity source.</param>
/// <param name="Name">What was done.</param>
/// <param name="Began">Nanoseconds of Unix time.</param>
/// <param name="Ended">Nanoseconds of Unix time.</param>
internal readonly record struct Span(string Source, string Name, ulong Began, ulong Ended);
