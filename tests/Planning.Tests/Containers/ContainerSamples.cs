using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Tests.Containers;

internal static class ContainerSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A run that started a minute ago, and ended now where it has ended.</summary>
    public static ContainerRun Run(int attempt, RunState state, int exitCode = 0, TimeSpan? backoff = null) => new()
    {
        Id = $"id{attempt}",
        Attempt = attempt,
        State = state,
        ExitCode = exitCode,
        BackoffBefore = backoff ?? (attempt == 0 ? null : TimeSpan.Zero),
        ImageId = "sha256:1",
        StartedAt = state is RunState.Running or RunState.Exited ? Now.AddMinutes(-1) : null,
        FinishedAt = state is RunState.Exited or RunState.StartFailed ? Now : null,
    };

    public static ContainerView View(params ReadOnlySpan<ContainerRun> runs) =>
        new() { Runs = [.. runs], StartedAttempt = runs.IsEmpty ? null : runs[^1].Attempt, ImageReady = true };
}
