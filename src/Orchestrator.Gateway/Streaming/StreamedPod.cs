using Orchestrator.Contracts;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Streaming;

/// <summary>A pod that somebody wants to talk to.</summary>
/// <param name="Pod">The pod, as it is stored.</param>
/// <param name="Node">The node that it is bound to.</param>
internal sealed record StreamedPod(Pod Pod, string Node)
{
    public string Uid => Pod.Metadata.Uid;

    /// <summary>The container that is named, or the only one, which has to run.</summary>
    /// <param name="name">The name that the client gave, if any.</param>
    /// <param name="deed">What the client wants to do with it: <c>exec into</c> or <c>attach to</c>.</param>
    public string RunningContainer(string? name, string deed)
    {
        var container = ContainerOfPod.Choose(Pod, name);
        if (Pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            throw ApiErrors.BadRequest($"cannot {deed} a container in a completed pod; current phase is {Pod.Status.Phase}");
        }

        var status = Pod.Status.InitContainerStatuses.Concat(Pod.Status.ContainerStatuses).FirstOrDefault(candidate => candidate.Name == container);
        return status?.State switch
        {
            { Running: not null } => container,
            { Terminated: not null } => throw ApiErrors.BadRequest($"cannot {deed} a stopped container"),
            _ => throw ApiErrors.Of(404, "NotFound", $"container not found (\"{container}\")", null),
        };
    }
}
