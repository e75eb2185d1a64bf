using System.Globalization;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>
/// A pod's state in one word, by the rules that people know from kubectl: what its containers wait for or ended with says more than the phase, an init container
/// whose turn it is says more than all others, of the others the first says most, and a deletion outranks all but an end.
/// </summary>
internal static class PodStatusText
{
    private const string Completed = "Completed";

    public static string Of(Pod pod)
    {
        var status = pod.Status;
        var phase = status.Reason is { Length: > 0 } reason ? reason : status.Phase ?? PodPhase.Pending;
        var text = OfInit(pod) ?? status.ContainerStatuses.Select(OfContainer).FirstOrDefault(word => word is not null) ?? phase;
        if (text == Completed && status.ContainerStatuses.Any(container => container is { Ready: true, State.Running: not null }))
        {
            text = PodLife.IsReady(status) ? PodPhase.Running : "NotReady";
        }

        if (pod.Metadata.DeletionTimestamp is null)
        {
            return text;
        }

        return status.Reason == "NodeLost" ? PodPhase.Unknown
            : PodLife.IsOver(status) ? text
            : "Terminating";
    }

    // Null once all of them have had their turn.
    private static string? OfInit(Pod pod)
    {
        var initialized = pod.Status.Conditions.Any(condition => condition is { Type: PodConditionType.Initialized, Status: ConditionStatus.True });
        var inits = pod.Spec.InitContainers;
        for (var index = 0; index < inits.Length && !initialized; index++)
        {
            var status = pod.Status.InitContainerStatuses.FirstOrDefault(status => status.Name == inits[index].Name);
            if (status?.State.Terminated is { ExitCode: 0 } || (inits[index].IsSidecar && status?.Started == true))
            {
                continue;
            }

            var word = status is null ? null : OfContainer(status);
            return word is null or ContainerReason.PodInitializing
                ? string.Create(CultureInfo.InvariantCulture, $"Init:{index}/{inits.Length}")
                : $"Init:{word}";
        }

        return null;
    }

    private static string? OfContainer(ContainerStatus container) => container.State switch
    {
        { Waiting.Reason: { Length: > 0 } reason } => reason,
        { Terminated.Reason: { Length: > 0 } reason } => reason,
        { Terminated: { Signal: not 0 } ended } => string.Create(CultureInfo.InvariantCulture, $"Signal:{ended.Signal}"),
        { Terminated: { } ended } => string.Create(CultureInfo.InvariantCulture, $"ExitCode:{ended.ExitCode}"),
        _ => null,
    };
}
