using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Logs;

/// <summary>Says in Kubernetes' words why there is no log to read.</summary>
internal static class LogContainer
{
    /// <summary>Refuses where it is plain that nothing was written: no node, not started yet, or no earlier run.</summary>
    public static void RequireOutput(Pod pod, LogRequest request)
    {
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            throw ApiErrors.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned");
        }

        var status = pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses).FirstOrDefault(candidate => candidate.Name == request.Container);
        if (request.Previous && status?.LastState.Terminated is null)
        {
            throw ApiErrors.BadRequest($"previous terminated container \"{request.Container}\" in pod \"{pod.Metadata.Name}\" not found");
        }

        if (status is { State.Waiting: { } waiting, LastState.Terminated: null })
        {
            throw ApiErrors.BadRequest($"container \"{request.Container}\" in pod \"{pod.Metadata.Name}\" is waiting to start: {Words(waiting.Reason)}");
        }
    }

    private static string Words(string? reason) => reason switch
    {
        ContainerReason.ErrImagePull => "image can't be pulled",
        ContainerReason.ImagePullBackOff => "trying and failing to pull image",
        { Length: > 0 } => reason,
        _ => ContainerReason.ContainerCreating,
    };
}
