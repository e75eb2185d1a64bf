using System.Collections.Frozen;
using System.Text.Json;

namespace Orchestrator.Containers.Docker;

/// <summary>Reads one item of Docker's stream of events.</summary>
internal static class EventReading
{
    // What is done with a container without changing its state. Everything else, known or not, is worth a look.
    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        "attach", "detach", "top", "resize", "export", "copy", "archive-path", "extract-to-dir", "commit", "kill",
        "exec_create", "exec_start", "exec_die", "exec_detach");

    // What the engine puts between a container's labels.
    private static readonly FrozenSet<string> NotLabels = FrozenSet.Create("image", "name", "exitCode", "execDuration", "signal", "oldName");

    /// <summary>The event, or null where it changes no container's state.</summary>
    /// <exception cref="JsonException">The line is none of Docker's.</exception>
    public static ContainerEvent? Of(string line)
    {
        using var document = JsonDocument.Parse(line);
        var item = document.RootElement;
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("Action", out var named) || !item.TryGetProperty("Actor", out var actor)
            || !actor.TryGetProperty("ID", out var id))
        {
            throw new JsonException("An event has no action, or does not say of what.");
        }

        // Some actions carry details after a colon: "exec_start: /bin/sh".
        var action = (named.GetString() ?? "").Split(':')[0];
        return Harmless.Contains(action) ? null : new ContainerEvent(TypeOf(action), id.GetString() ?? "", LabelsOf(actor));
    }

    private static ContainerEventType TypeOf(string action) => action switch
    {
        "start" => ContainerEventType.Started,
        "die" => ContainerEventType.Died,
        "oom" => ContainerEventType.OutOfMemory,
        "destroy" => ContainerEventType.Removed,
        _ => ContainerEventType.Changed,
    };

    private static Dictionary<string, string> LabelsOf(JsonElement actor) =>
        actor.TryGetProperty("Attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object
            ? attributes.EnumerateObject()
                .Where(attribute => !NotLabels.Contains(attribute.Name))
                .ToDictionary(attribute => attribute.Name, attribute => attribute.Value.GetString() ?? "")
            : [];
}
