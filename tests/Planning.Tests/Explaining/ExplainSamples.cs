using System.Collections.Immutable;
using Orchestrator.Planning.Explaining;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Planning.Tests.Explaining;

/// <summary>Pods with one container app on worker-a, as the API shows them, and what is around them.</summary>
internal static class ExplainSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A pod that was placed; what its spec, its container and its container's status say is added as JSON members.</summary>
    public static PodSurroundings Placed(string state, string last = "{}", int restarts = 0, bool started = true, bool ready = false, string container = "", string phase = "Running", string spec = "") => new()
    {
        Now = Now,
        Node = Node("worker-a"),
        Pod = Read<Pod>($$"""
            {"metadata":{"name":"web","namespace":"shop","uid":"u","creationTimestamp":"2026-03-01T11:00:00Z"},
             "spec":{"nodeName":"worker-a","restartPolicy":"Always","containers":[{"name":"app","image":"web:1"{{container}} }]{{spec}} },
             "status":{"phase":"{{phase}}","conditions":[{"type":"Ready","status":"{{(ready ? "True" : "False")}}"}],
               "containerStatuses":[{"name":"app","ready":{{(ready ? "true" : "false")}},"started":{{(started ? "true" : "false")}},"restartCount":{{restarts}},"state":{{state}},"lastState":{{last}} }]} }
            """),
    };

    /// <summary>A pod without a node that asks for what its container says.</summary>
    public static PodSurroundings Unplaced(string requests, string spec, params Node[] nodes) => new()
    {
        Now = Now,
        Nodes = [.. nodes],
        Pod = Read<Pod>($$"""
            {"metadata":{"name":"web","namespace":"shop","uid":"u"},
             "spec":{"containers":[{"name":"app","image":"web:1","resources":{"requests":{ {{requests}} } } }]{{spec}} },"status":{"phase":"Pending"} }
            """),
    };

    public static Node Node(string name, string ready = "True", string cpu = "4", string memory = "8Gi", string spec = "", string labels = "") => Read<Node>($$"""
        {"metadata":{"name":"{{name}}","labels":{ {{labels}} } },"spec":{ {{spec}} },
         "status":{"allocatable":{"cpu":"{{cpu}}","memory":"{{memory}}","pods":"10"},
           "conditions":[{"type":"Ready","status":"{{ready}}","message":"{{(ready == "True" ? "" : "the engine does not answer.")}}","lastTransitionTime":"2026-03-01T11:55:00Z"}]} }
        """);

    /// <summary>A node that is ready and has GPUs.</summary>
    public static Node GpuNode(string name, int gpus, params string[] conditions) => Read<Node>($$"""
        {"metadata":{"name":"{{name}}"},
         "status":{"capacity":{"nvidia.com/gpu":"2"},"allocatable":{"cpu":"4","memory":"8Gi","pods":"10","nvidia.com/gpu":"{{gpus}}"},
           "conditions":[{{string.Join(',', conditions.Prepend("""{"type":"Ready","status":"True"}"""))}}]} }
        """);

    /// <summary>A pod of which the scheduler has said why no node takes it.</summary>
    public static PodSurroundings Saying(string message, PodSurroundings seen) => seen with
    {
        Pod = seen.Pod with
        {
            Status = seen.Pod.Status with { Conditions = [new PodCondition { Type = PodConditionType.PodScheduled, Status = ConditionStatus.False, Reason = "Unschedulable", Message = message }] },
        },
    };

    /// <summary>A pod that takes room on a node.</summary>
    public static Pod Resident(string node, string cpu, string phase = "Running") => Read<Pod>($$"""
        {"metadata":{"name":"other","namespace":"shop","uid":"{{node}}-{{cpu}}-{{phase}}"},
         "spec":{"nodeName":"{{node}}","containers":[{"name":"app","image":"a","resources":{"requests":{"cpu":"{{cpu}}"} } }]},"status":{"phase":"{{phase}}"} }
        """);

    public static Event Event(string reason, string message, int secondsAgo = 10, string type = "Warning") => new()
    {
        Metadata = new ObjectMeta { Name = $"web.{reason}.{secondsAgo}" },
        Reason = reason,
        Message = message,
        Type = type,
        FirstTimestamp = Now.AddSeconds(-secondsAgo),
        LastTimestamp = Now.AddSeconds(-secondsAgo),
        Count = 1,
    };

    public static PodSurroundings With(this PodSurroundings seen, params Event[] events) => seen with { Events = [.. events] };

    public static PodSurroundings Deleted(this PodSurroundings seen, int secondsLeft, params string[] finalizers) => seen with
    {
        Pod = seen.Pod with
        {
            Metadata = seen.Pod.Metadata with { DeletionTimestamp = Now.AddSeconds(secondsLeft), DeletionGracePeriodSeconds = 30, Finalizers = [.. finalizers] },
        },
    };

    public static PodSurroundings Failed(this PodSurroundings seen, string reason, string message) => seen with
    {
        Pod = seen.Pod with { Status = seen.Pod.Status with { Phase = PodPhase.Failed, Reason = reason, Message = message, ContainerStatuses = ImmutableArray<ContainerStatus>.Empty } },
    };

    public static T Read<T>(string json) => ResourceJson.Deserialize<T>(System.Text.Encoding.UTF8.GetBytes(json));
}
