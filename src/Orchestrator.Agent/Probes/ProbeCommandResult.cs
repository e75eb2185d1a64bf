namespace Orchestrator.Agent.Probes;

/// <summary>How a probe's command ended.</summary>
/// <param name="ExitCode">Its exit code; 0 is a success.</param>
/// <param name="Output">What it wrote, of which the first 10 KiB are used.</param>
public sealed record ProbeCommandResult(int ExitCode, string Output);
