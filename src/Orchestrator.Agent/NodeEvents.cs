using Orchestrator.Contracts.Recording;

namespace Orchestrator.Agent;

/// <summary>Records what happens to this node, for <c>kubectl describe node</c>.</summary>
internal sealed class NodeEvents(IEventWriter writer, NodeAgentOptions options, TimeProvider clock)
{
    private const string Component = "node-agent";

    // As with Kubernetes, a node's events name it by its name, for the agent does not know the uid. The writer only queues: it neither waits nor fails.
    public void Warning(string reason, string message) => _ = writer.WriteAsync(
        new EventRecord
        {
            Involved = new ObjectReference("v1", "Node", "", options.NodeName, options.NodeName),
            Type = EventType.Warning,
            Reason = reason,
            Message = message,
            Component = Component,
            Host = options.NodeName,
            Time = clock.GetUtcNow(),
        },
        CancellationToken.None);
}
