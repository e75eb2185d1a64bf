using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Requests;

/// <summary>Finds the container that a request means.</summary>
internal static class ContainerOfPod
{
    /// <summary>The container that is named, which may be an init container, or the only one that is none.</summary>
    public static string Choose(Pod pod, string? name)
    {
        var names = pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => container.Name).ToList();
        if (name is null)
        {
            return pod.Spec.Containers is [var only]
                ? only.Name
                : throw ApiErrors.BadRequest($"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(" ", names)}]");
        }

        return names.Contains(name, StringComparer.Ordinal) ? name : throw ApiErrors.BadRequest($"container {name} is not valid for pod {pod.Metadata.Name}");
    }
}
