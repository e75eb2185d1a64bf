using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>What the containers of a pod on a node say about it.</summary>
internal static class ContainerCauses
{
    /// <summary>After a run of so long, a restart counts for nothing any more, as with the back-off.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>What they say, the most telling first.</summary>
    public static ImmutableArray<ContainerFinding> Of(PodSurroundings seen)
    {
        var found = Pairs(seen.Pod).Select(pair => Of(seen, pair.Container, pair.Status, pair.IsInit)).OfType<ContainerFinding>().OrderBy(finding => finding.Weight).ToList();
        return [.. found.Where(finding => finding.Weight < ContainerFinding.Behind || found[0].Weight == ContainerFinding.Behind)];
    }

    /// <summary>How those have ended that ended badly.</summary>
    public static ImmutableArray<Cause> Ends(PodSurroundings seen) =>
    [
        .. Pairs(seen.Pod)
            .Where(pair => pair.Status?.State.Terminated is { ExitCode: not 0 })
            .Select(pair => RunEnd.Explain(seen, pair.Container, pair.Status!, pair.Status!.State.Terminated!)),
    ];

    private static IEnumerable<(Container Container, ContainerStatus? Status, bool IsInit)> Pairs(Pod pod) =>
        pod.Spec.InitContainers.Select(container => (container, StatusOf(pod.Status.InitContainerStatuses, container), IsInit: !container.IsSidecar))
            .Concat(pod.Spec.Containers.Select(container => (container, StatusOf(pod.Status.ContainerStatuses, container), IsInit: false)));

    private static ContainerStatus? StatusOf(ImmutableArray<ContainerStatus> statuses, Container container) => statuses.FirstOrDefault(status => status.Name == container.Name);

    private static ContainerFinding? Of(PodSurroundings seen, Container container, ContainerStatus? status, bool isInit) => status?.State switch
    {
        { Terminated: { ExitCode: not 0 } ended } => new ContainerFinding(ContainerFinding.Broken, PodState.NotReady, RunEnd.Explain(seen, container, status, ended)),
        { Terminated: not null } => null,
        { Running: { } running } => OfRunning(seen, container, status, running, isInit),
        { Waiting: { Reason: ContainerReason.CrashLoopBackOff or ContainerReason.RunContainerError } } when status.LastState.Terminated is { } ended =>
            new ContainerFinding(ContainerFinding.Broken, PodState.Restarting, RunEnd.Explain(seen, container, status, ended)),
        _ => WaitingCauses.Of(seen, container, status?.State.Waiting),
    };

    private static ContainerFinding? OfRunning(PodSurroundings seen, Container container, ContainerStatus status, ContainerStateRunning running, bool isInit)
    {
        var age = running.StartedAt is { } at ? seen.Now - at : TimeSpan.Zero;
        if (status is { RestartCount: > 0, LastState.Terminated: { } ended } && age < Settled)
        {
            return new ContainerFinding(ContainerFinding.Broken, PodState.Restarting, RunEnd.Explain(seen, container, status, ended));
        }

        if (isInit)
        {
            return new ContainerFinding(ContainerFinding.Underway, PodState.Starting, new Cause(
                "InitContainer",
                $"the init container {container.Name} has been running for {Spell.Time(age)}, and those after it wait until it has ended",
                $"see what it is doing: {RunEnd.Logs(seen.Pod, container.Name)}"));
        }

        return status.Ready ? null : ProbeCauses.Of(seen, container, status, running);
    }
}
