using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Explains how a run of a container ended.</summary>
internal static class RunEnd
{
    private const int NotExecutable = 126;
    private const int NoSuchCommand = 127;
    private const int StartRefused = 128;
    private const int SignalBase = 128;
    private const int Abort = 6;
    private const int Kill = 9;
    private const int Segmentation = 11;
    private const int Terminate = 15;

    /// <summary>The cause that a run which ended is.</summary>
    public static Cause Explain(PodSurroundings seen, Container container, ContainerStatus status, ContainerStateTerminated ended)
    {
        var (reason, how, advice) = ByProbe(seen, container, ended) ?? ByItself(seen.Pod, container, ended);
        var said = ended.Message is { Length: > 0 } words && reason is not "StartError" ? $"; its last words: {LastLine(words)}" : "";
        return new Cause(reason, $"{Beginning(seen, container, status, ended)} {how}{said}", advice);
    }

    /// <summary>The command that shows what a container wrote.</summary>
    public static string Logs(Pod pod, string container, bool previous = false) =>
        $"orc logs {pod.Metadata.Name}{Spell.InNamespace(pod)}{(pod.Spec.Containers.Length + pod.Spec.InitContainers.Length > 1 ? $" -c {container}" : "")}{(previous ? " --previous" : "")}";

    private static string Beginning(PodSurroundings seen, Container container, ContainerStatus status, ContainerStateTerminated ended)
    {
        var ago = ended.FinishedAt is { } at ? $" {Spell.Time(seen.Now - at)} ago" : "";
        return status.State.Terminated is not null
            ? $"container {container.Name} has ended{ago}, and is not started again:"
            : $"container {container.Name} ends again and again ({status.RestartCount} restarts, the last end{ago}):";
    }

    // A run that a probe had stopped ends with whatever its program makes of SIGTERM, which says nothing.
    private static (string Reason, string How, string Advice)? ByProbe(PodSurroundings seen, Container container, ContainerStateTerminated ended)
    {
        foreach (var kind in (ProbeKind[])[ProbeKind.Liveness, ProbeKind.Startup])
        {
            var (field, beginning) = kind == ProbeKind.Liveness ? ("livenessProbe", "Liveness probe") : ("startupProbe", "Startup probe");
            var killing = seen.Events.Latest("Killing", ProbeMessages.Killing(container.Name, kind, restarts: false), ended.StartedAt);
            if (killing is not null && (ended.FinishedAt is not { } finished || killing.At() <= finished + TimeSpan.FromSeconds(1)))
            {
                var output = seen.Events.Latest(ProbeMessages.UnhealthyReason, beginning, ended.StartedAt);
                var found = output is null ? "" : $": {Spell.Unstopped(output.Message)}";
                return (
                    $"{beginning.Split(' ')[0]}Probe",
                    $"it is stopped because its {field} fails{found}",
                    kind == ProbeKind.Liveness
                        ? "mend what the probe asks for, or give it more time: livenessProbe.timeoutSeconds and failureThreshold, or a startupProbe where the start is slow"
                        : "let it start sooner, or give it longer: startupProbe.failureThreshold times periodSeconds is what it has");
            }
        }

        return null;
    }

    private static (string Reason, string How, string Advice) ByItself(Pod pod, Container container, ContainerStateTerminated ended) => ended switch
    {
        { Reason: ContainerReason.OomKilled } => (
            ContainerReason.OomKilled,
            $"it used more memory than it may{(Limit(container) is { } limit ? $" ({limit})" : "")}, and the kernel killed it",
            "raise resources.limits.memory of the container, or let its program use less"),
        { Reason: ContainerReason.ContainerStatusUnknown } => (
            ContainerReason.ContainerStatusUnknown,
            "somebody or something else removed it from the container engine",
            "find out who removes containers on that machine (docker prune?)"),
        { ExitCode: StartRefused, Reason: "StartError" } => (
            "StartError",
            $"it cannot be started: {Spell.Unstopped(ended.Message)}",
            "check command, args and workingDir of the container, and that the image has the program"),
        { ExitCode: NoSuchCommand } => ("CommandNotFound", "exit code 127: a command was not found", "check command and args of the container, and that the image has the program"),
        { ExitCode: NotExecutable } => ("NotExecutable", "exit code 126: a command could not be executed", "check the file's rights and that it was built for this machine's architecture"),
        { ExitCode: 0 } => (
            ContainerReason.Completed,
            "its program ends by itself, with exit code 0, and restartPolicy Always starts it again",
            "let the program stay in the foreground; one that is to end belongs into a pod with restartPolicy OnFailure or Never"),
        { ExitCode: SignalBase + Kill } => ("Killed", "it was killed by SIGKILL (exit code 137)", $"{Logs(pod, container.Name, previous: true)}; was it told to end and took longer than its grace, or did somebody kill it?"),
        { ExitCode: SignalBase + Terminate } => ("Terminated", "it was told to end by SIGTERM (exit code 143)", $"find out who ended it: {Logs(pod, container.Name, previous: true)}"),
        { ExitCode: SignalBase + Segmentation or SignalBase + Abort } => ("Crashed", $"its program crashed (exit code {ended.ExitCode})", $"see what it wrote: {Logs(pod, container.Name, previous: true)}"),
        _ => ("Error", $"its program ended with exit code {ended.ExitCode}", $"see what it wrote: {Logs(pod, container.Name, previous: pod.Status.Phase != PodPhase.Failed)}"),
    };

    private static string? Limit(Container container) =>
        container.Resources.Limits.TryGetValue(ResourceName.Memory, out var limit) ? $"its limit is {limit}" : null;

    private static string LastLine(string words)
    {
        const int LengthMax = 200;
        var line = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        return line.Length <= LengthMax ? line : $"{line[..LengthMax]}...";
    }
}
