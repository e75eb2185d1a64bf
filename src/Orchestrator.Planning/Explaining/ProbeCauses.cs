using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why a container that runs is not ready.</summary>
internal static class ProbeCauses
{
    public static ContainerFinding? Of(PodSurroundings seen, Container container, ContainerStatus status, ContainerStateRunning running)
    {
        if (status.Started != true)
        {
            return container.StartupProbe is { } startup
                ? Failing(seen, container, running, startup, "startupProbe", "Startup probe", PodState.Starting)
                : container.Lifecycle?.PostStart is null ? null : new ContainerFinding(ContainerFinding.Underway, PodState.Starting, new Cause(
                    "PostStartHook",
                    $"the postStart hook of container {container.Name} has not ended{For(seen, running)}",
                    "wait, or let lifecycle.postStart do less: the container counts as started only after it"));
        }

        return container.ReadinessProbe is { } readiness ? Failing(seen, container, running, readiness, "readinessProbe", "Readiness probe", PodState.NotReady) : null;
    }

    private static ContainerFinding Failing(
        PodSurroundings seen, Container container, ContainerStateRunning running, Probe probe, string field, string beginning, PodState state)
    {
        var (asks, reason) = ($"{field} of container {container.Name} ({Ask(probe)})", $"{beginning.Split(' ')[0]}Probe");
        if (seen.Events.Latest(ProbeMessages.UnhealthyReason, beginning, running.StartedAt) is { } unhealthy)
        {
            return new ContainerFinding(ContainerFinding.Unready, state, new Cause(
                reason,
                $"the {asks} fails{For(seen, running)}: {Spell.Unstopped(unhealthy.Message)}",
                $"see why the program does not answer ({RunEnd.Logs(seen.Pod, container.Name)}), and whether the probe asks at the right port and path and waits long enough ({Math.Max(1, probe.TimeoutSeconds)}s)"));
        }

        var first = running.StartedAt + TimeSpan.FromSeconds(probe.InitialDelaySeconds);
        return first > seen.Now
            ? new ContainerFinding(ContainerFinding.Underway, PodState.Starting, new Cause(
                "InitialDelay", $"the {asks} is first asked in {Spell.Time(first.Value - seen.Now)}, and until then the container is not ready", $"wait, or lower {field}.initialDelaySeconds ({probe.InitialDelaySeconds})"))
            : new ContainerFinding(ContainerFinding.Underway, PodState.Starting, new Cause(
                reason, $"the {asks} has not passed yet{For(seen, running)}", $"wait; it is asked every {Math.Max(1, probe.PeriodSeconds)}s and must pass {Math.Max(1, probe.SuccessThreshold)} times"));
    }

    private static string For(PodSurroundings seen, ContainerStateRunning running) => running.StartedAt is { } at ? $", {Spell.Time(seen.Now - at)} after its start" : "";

    private static string Ask(Probe probe) => probe switch
    {
        { HttpGet: { } http } => $"GET {http.Path ?? "/"} at port {http.Port}",
        { TcpSocket: { } tcp } => $"a connection to port {tcp.Port}",
        { Grpc: { } grpc } => $"gRPC health at port {grpc.Port}",
        { Exec: { } exec } => $"the command {string.Join(' ', exec.Command)}",
        _ => "nothing",
    };
}
