using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Logs;

/// <summary>Finds the container whose log is meant, and says in Kubernetes' words why there is none to read.</summary>
internal static class LogContainer
{
    /// <summary>The container that is named, which may be an init container, or the only one that is none.</summary>
    public static string Choose(Pod pod, string? name)
    {
        var names = pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => container.Name).ToList();
        if (name is null)
        {
            return pod.Spec.Containers is [var only]
                ? only.Name
                : throw ApiErrors.BadRequest(
                    $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(" ", names)}]");
        }

        return names.Contains(name, StringComparer.Ordinal)
            ? name
            : throw ApiErrors.BadRequest($"container {name} is not valid for pod {pod.Metadata.Name}");
    }

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
