using Orchestrator.Contracts.Recording;
using Orchestrator.Resources.Core;
using ObjectReference = Orchestrator.Contracts.Recording.ObjectReference;

namespace Orchestrator.Agent.Pods;

/// <summary>Records what happens to pods on this node, for <c>kubectl describe</c>.</summary>
internal sealed class PodEvents(IEventWriter writer, NodeAgentOptions options, TimeProvider clock)
{
    private const string Component = "node-agent";

    public void Normal(Pod pod, string reason, string message) => Write(pod, Contracts.Recording.EventType.Normal, reason, message);

    public void Warning(Pod pod, string reason, string message) => Write(pod, Contracts.Recording.EventType.Warning, reason, message);

    // The writer only queues: it neither waits nor fails.
    private void Write(Pod pod, Contracts.Recording.EventType type, string reason, string message) => _ = writer.WriteAsync(
        new EventRecord
        {
            Involved = new ObjectReference(pod.ApiVersion, pod.Kind, pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid),
            Type = type,
            Reason = reason,
            Message = message,
            Component = Component,
            Host = options.NodeName,
            Time = clock.GetUtcNow(),
        },
        CancellationToken.None);
}
