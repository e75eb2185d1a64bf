using Orchestrator.Contracts.Recording;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Resources;

/// <summary>Records what happens to objects, for <c>kubectl describe</c> and <c>kubectl get events</c>.</summary>
public static class ObjectEvents
{
    /// <summary>Records; the writer only queues, so this neither waits nor fails.</summary>
    public static void Record(GrainServices services, IResource about, string component, EventType type, string reason, string message) =>
        _ = services.Events.WriteAsync(
            new EventRecord
            {
                Involved = new ObjectReference(about.ApiVersion, about.Kind, about.Metadata.Namespace, about.Metadata.Name, about.Metadata.Uid),
                Type = type,
                Reason = reason,
                Message = message,
                Component = component,
                Time = services.Clock.GetUtcNow(),
            },
            CancellationToken.None);
}
