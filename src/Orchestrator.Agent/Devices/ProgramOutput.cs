namespace Orchestrator.Agent.Devices;

/// <summary>What a program said, and how it ended.</summary>
/// <param name="ExitCode">Its exit code; null where it did not end in time, or could not be started.</param>
/// <param name="Output">What it wrote to its output.</param>
/// <param name="Errors">What it wrote to its error output; why it could not be started.</param>
public sealed record ProgramOutput(int? ExitCode, string Output, string Errors);
