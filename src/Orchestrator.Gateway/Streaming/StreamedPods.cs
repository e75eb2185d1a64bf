using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Finds the pod in a request's path.</summary>
internal sealed class StreamedPods(IResourceReader reader)
{
    private static readonly KindDescription Kind = ResourceKinds.Of<Pod>();

    /// <summary>The pod, which has to be bound to a node.</summary>
    public async Task<StreamedPod> FindAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var stored = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var pod = ResourceJson.Deserialize<Pod>(stored.Document.Span);
        return pod.Spec.NodeName is { Length: > 0 } node
            ? new StreamedPod(pod, node)
            : throw ApiErrors.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned");
    }
}
