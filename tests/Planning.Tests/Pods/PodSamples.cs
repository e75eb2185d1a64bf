using System.Collections.Immutable;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Pods;

/// <summary>Pods by a line of text: what each container is and how it is.</summary>
internal static class PodSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A pod whose containers are the words of the text, each <c>NAME:STATE</c>: names that begin with i are init containers, with s sidecars, others are ordinary. States:
    /// none, made, runs, starts (its startup probe has not passed), unwell (condemned), done (exit code 0), bad (exit code 1). A pod of more than one word has a sandbox, which
    /// runs unless told otherwise.
    /// </summary>
    public static PodView View(string text, string policy = "Always", string sandbox = "runs")
    {
        var words = text.Split(' ').Select(word => word.Split(':')).ToList();
        var shared = words.Count > 1;
        var sandboxId = !shared ? "" : sandbox == "runs" ? "box-0" : null;
        return new PodView
        {
            Spec = new PodSpec
            {
                RestartPolicy = policy,
                TerminationGracePeriodSeconds = (long)Grace.TotalSeconds,
                InitContainers = [.. words.Where(word => RoleOf(word[0]) != ContainerRole.Container).Select(word => ContainerOf(word[0]))],
                Containers = [.. words.Where(word => RoleOf(word[0]) == ContainerRole.Container).Select(word => ContainerOf(word[0]))],
            },
            Containers = [.. words.Select(word => Container(word[0], word[1], sandboxId))],
            Sandbox = shared ? Sandbox(sandbox) : null,
            AcceptedAt = Now.AddMinutes(-10),
        };
    }

    /// <summary>The steps in words: <c>NAME step</c>, in alphabetical order.</summary>
    public static string Words(PodPlan plan) => string.Join(", ", plan.Steps.Select(Word).Order(StringComparer.Ordinal));

    /// <summary>A run that started a minute ago and ended ten seconds ago, where it ended.</summary>
    public static ContainerRun Run(string id, RunState state, int attempt = 0, int exitCode = 0, string sandbox = "box-0") => new()
    {
        Id = id,
        Attempt = attempt,
        State = state,
        ExitCode = exitCode,
        SandboxId = sandbox,
        BackoffBefore = attempt == 0 ? null : TimeSpan.Zero,
        StartedAt = state is RunState.Running or RunState.Exited ? Now.AddMinutes(-1) : null,
        FinishedAt = state is RunState.Exited or RunState.StartFailed ? Now.AddSeconds(-10) : null,
    };

    private static ContainerView Container(string name, string state, string? sandboxId)
    {
        var view = new ContainerView { Name = name, Role = RoleOf(name), ImageReady = true, SandboxId = sandboxId };
        var id = $"{name}-0";
        var box = sandboxId is "" ? "" : "box-0";
        return state switch
        {
            "none" => view,
            "made" => view with { Runs = [Run(id, RunState.Created, sandbox: box)] },
            "runs" => Started(view, Run(id, RunState.Running, sandbox: box)),
            "starts" => Started(view, Run(id, RunState.Running, sandbox: box)) with { Started = false, Ready = false },
            "unwell" => Started(view, Run(id, RunState.Running, sandbox: box)) with { Condemned = new Condemnation(id, "it does not answer", Now.AddSeconds(5)) },
            "done" => Started(view, Run(id, RunState.Exited, sandbox: box)),
            "bad" => Started(view, Run(id, RunState.Exited, exitCode: 1, sandbox: box)),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
    }

    private static ContainerView Started(ContainerView view, ContainerRun run) => view with { Runs = [run], StartedAttempt = run.Attempt };

    private static ContainerView Sandbox(string state)
    {
        ImmutableArray<ContainerRun> runs = state switch
        {
            "runs" => [Run("box-0", RunState.Running, sandbox: "")],
            "made" => [Run("box-0", RunState.Created, sandbox: "")],
            "ended" => [Run("box-0", RunState.Exited, sandbox: "")],
            _ => [],
        };
        return new ContainerView { ImageReady = true, Runs = runs };
    }

    private static ContainerRole RoleOf(string name) => name[0] switch
    {
        'i' => ContainerRole.Init,
        's' => ContainerRole.Sidecar,
        _ => ContainerRole.Container,
    };

    private static Container ContainerOf(string name) => new() { Name = name, RestartPolicy = RoleOf(name) == ContainerRole.Sidecar ? "Always" : null };

    private static string Word(PlannedStep planned)
    {
        var name = planned.Container.Length == 0 ? "box" : planned.Container;
        return planned.Step switch
        {
            ContainerStep.Create create => $"{name} create {create.Attempt}",
            ContainerStep.Stop => $"{name} stop",
            var step => $"{name} {step.GetType().Name.ToLowerInvariant()}",
        };
    }
}
