using Orchestrator.Planning.Explaining;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Explaining.ExplainSamples;
using PodGroup = Orchestrator.Resources.Core.PodGroup;

namespace Orchestrator.Planning.Tests.Explaining;

public sealed class PodExplainerTests
{
    private const string LongRunning = """{"running":{"startedAt":"2026-03-01T11:00:00Z"}}""";
    private const string JustRunning = """{"running":{"startedAt":"2026-03-01T11:59:20Z"}}""";
    private const string BackingOff = """{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s restarting failed container: the last run ended with exit code 1"}}""";
    private const string Made = """{"waiting":{"reason":"ContainerCreating"}}""";

    private static readonly Dictionary<string, PodSurroundings> Pods = new()
    {
        ["crash"] = Placed(BackingOff, Ended(1, "Error"), restarts: 4),
        ["crash-words"] = Placed(BackingOff, Ended(1, "Error", "starting\nno such table: users"), restarts: 4),
        ["oom"] = Placed(BackingOff, Ended(137, "OOMKilled"), 4, container: """,   "resources":{"limits":{"memory":"64Mi"}}"""),
        ["killed"] = Placed(BackingOff, Ended(137, "Error"), 4),
        ["ends"] = Placed(BackingOff, Ended(0, "Completed"), 4),
        ["no-command"] = Placed(BackingOff, Ended(128, "StartError", "exec: \\\"srv\\\": executable file not found"), 4),
        ["shell-no-command"] = Placed(BackingOff, Ended(127, "Error"), 4),
        ["between-runs"] = Placed(JustRunning, Ended(1, "Error"), 2, ready: true),
        ["settled"] = Placed(LongRunning, Ended(1, "Error"), 2, ready: true),
        ["liveness"] = Placed(BackingOff, Ended(143, "Error"), 4, container: ""","livenessProbe":{"httpGet":{"path":"/live","port":80}}""").With(
            Event("Killing", "Container app failed liveness probe, will be restarted", 42), Event("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500", 43)),
        ["liveness-of-an-earlier-run"] = Placed(BackingOff, Ended(1, "Error"), 4, container: ""","livenessProbe":{"httpGet":{"port":80}}""").With(
            Event("Killing", "Container app failed liveness probe, will be restarted", 900)),
        ["pull"] = Placed(Waiting("ImagePullBackOff", "manifest for web:1 not found"), phase: "Pending"),
        ["pull-rights"] = Placed(Waiting("ErrImagePull", "pull access denied for web"), phase: "Pending"),
        ["pull-network"] = Placed(Waiting("ErrImagePull", "lookup registry: no such host"), phase: "Pending"),
        ["never-pull"] = Placed(Waiting("ErrImageNeverPull", ""), phase: "Pending"),
        ["image-name"] = Placed(Waiting("InvalidImageName", "invalid reference format"), phase: "Pending"),
        ["config"] = Placed(Waiting("CreateContainerConfigError", "secret \\\"db\\\" not found"), phase: "Pending"),
        ["pulling"] = Placed(Made, phase: "Pending").With(Event("Pulling", "Pulling image \"web:1\"", 75, "Normal")),
        ["pulled"] = Placed(Made, phase: "Pending").With(Event("Pulling", "Pulling image \"web:1\"", 75, "Normal"), Event("Pulled", "Successfully pulled image \"web:1\" in 70s", 5, "Normal")),
        ["volume"] = Placed(Made, phase: "Pending").With(Event("FailedMount", "hostPath /data is not a directory")),
        ["startup"] = Placed(JustRunning, started: false, container: ""","startupProbe":{"tcpSocket":{"port":5432},"periodSeconds":5}""").With(Event("Unhealthy", "Startup probe failed: connection refused")),
        ["readiness"] = Placed(LongRunning, container: ""","readinessProbe":{"httpGet":{"path":"/ready","port":80},"timeoutSeconds":1}""").With(Event("Unhealthy", "Readiness probe failed: timeout")),
        ["readiness-delay"] = Placed(JustRunning, container: ""","readinessProbe":{"exec":{"command":["true"]},"initialDelaySeconds":60}"""),
        ["gate"] = Gated(),
        ["ready"] = Placed(LongRunning, ready: true),
        ["done"] = Placed(Ended(0, "Completed"), phase: "Succeeded"),
        ["failed-run"] = Placed(Ended(3, "Error"), phase: "Failed", spec: ""","activeDeadlineSeconds":9"""),
        ["evicted"] = Placed(LongRunning).Failed("Evicted", "The node was low on resource: memory."),
        ["refused"] = Placed(LongRunning).Failed("NodeAdmissionError", "Pod was rejected: Insufficient cpu"),
        ["node-not-ready"] = Placed(LongRunning) with { Node = Node("worker-a", "False") },
        ["node-gone"] = Placed(LongRunning) with { Node = null, NodeIsMissing = true },
        ["ending"] = Placed(LongRunning).Deleted(20),
        ["ending-held"] = Placed(Ended(0, "Completed")).Deleted(-60, "example.com/backup"),
        ["ending-overdue"] = Placed(LongRunning).Deleted(-300),
        ["ending-lost"] = (Placed(LongRunning) with { Node = Node("worker-a", "Unknown") }).Deleted(-300),
        ["short"] = Unplaced("\"cpu\":\"2\"", "", Node("worker-a"), Node("worker-b")) with { PodsOnNodes = [Resident("worker-a", "2500m"), Resident("worker-b", "3"), Resident("worker-a", "4", "Failed")] },
        ["too-large"] = Unplaced("\"cpu\":\"32\"", "", Node("worker-a"), Node("worker-b", cpu: "16")),
        ["memory"] = Unplaced("\"memory\":\"6Gi\"", "", Node("worker-a")) with { PodsOnNodes = [Read<Pod>("""{"metadata":{"name":"x","uid":"x"},"spec":{"nodeName":"worker-a","containers":[{"name":"a","resources":{"requests":{"memory":"3Gi"}}}]}}""")] },
        ["cordoned"] = Unplaced("", "", Node("worker-a", spec: "\"unschedulable\":true")),
        ["nodes-down"] = Unplaced("", "", Node("worker-a", "Unknown")),
        ["tainted"] = Unplaced("", "", Node("worker-a", spec: """ "taints":[{"key":"gpu","value":"only","effect":"NoSchedule"}]""")),
        ["selector"] = Unplaced("", ""","nodeSelector":{"disk":"ssd"}""", Node("worker-a", labels: "\"disk\":\"hdd\"")),
        ["node-affinity"] = Unplaced("", ""","affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"disk","operator":"In","values":["ssd"]}]}]}}}""", Node("worker-a")),
        ["away"] = Unplaced("", ""","affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"disk","labelSelector":{}}]}}""", Node("worker-a", labels: "\"disk\":\"hdd\"")) with
        {
            PodsOnNodes = [Read<Pod>("""{"metadata":{"name":"x","uid":"x","namespace":"shop"},"spec":{"nodeName":"worker-a","containers":[{"name":"a"}]}}""")],
        },
        ["near"] = Unplaced("", ""","affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"disk","labelSelector":{"matchLabels":{"app":"db"}}}]}}""", Node("worker-a", labels: "\"disk\":\"hdd\"")),
        ["spread-label"] = Unplaced("", ""","topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{}}]""", Node("worker-a")),
        ["spread-leaving"] = Unplaced(
            "",
            ""","nodeSelector":{"zone":"a"},"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{},"nodeAffinityPolicy":"Ignore"}]""",
            Node("worker-a", labels: "\"zone\":\"a\""),
            Node("worker-b", labels: "\"zone\":\"b\"")) with
        {
            PodsOnNodes = [Read<Pod>("""{"metadata":{"name":"x","uid":"x","namespace":"shop","deletionTimestamp":"2026-03-01T12:00:30Z"},"spec":{"nodeName":"worker-a","containers":[{"name":"a"}]}}""")],
        },
        ["no-gpu"] = Unplaced("\"example.com/gpu\":\"2\"", "", Node("worker-a"), Node("worker-b")),
        ["group"] = Grouped(Unplaced("", "", Node("worker-a"))),
        ["nominated"] = Nominated(Unplaced("\"cpu\":\"32\"", "", Node("worker-a"))),
        ["no-nodes"] = Unplaced("", ""),
        ["free"] = Unplaced("\"cpu\":\"1\"", "", Node("worker-a")),
        ["device-broken"] = Unplaced("\"nvidia.com/gpu\":\"2\"", "", GpuNode("gpu-1", gpus: 1, """{"type":"DevicesReady","status":"False","message":"GPU-7 does not work: GPU is lost."}""")),
        ["device-scattered"] = Saying("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", Unplaced("\"nvidia.com/gpu\":\"1\"", "", GpuNode("gpu-1", gpus: 1))),
        ["device-free"] = Unplaced("\"nvidia.com/gpu\":\"1\"", "", GpuNode("gpu-1", gpus: 1)),
        ["mixed"] = Unplaced("\"cpu\":\"8\"", "", Node("worker-a", spec: "\"unschedulable\":true"), Node("worker-b")),
        ["init"] = Init("""{"running":{"startedAt":"2026-03-01T11:58:00Z"}}"""),
        ["init-crash"] = Init(BackingOff, Ended(1, "Error")),
    };

    [Theory]
    [InlineData("crash", PodState.Restarting, "Error", "4 restarts, the last end 40s ago", "orc logs web -n shop --previous")]
    [InlineData("crash-words", PodState.Restarting, "Error", "its last words: no such table: users", "--previous")]
    [InlineData("oom", PodState.Restarting, "OOMKilled", "its limit is 64Mi", "raise resources.limits.memory")]
    [InlineData("killed", PodState.Restarting, "Killed", "SIGKILL", "--previous")]
    [InlineData("ends", PodState.Restarting, "Completed", "ends by itself, with exit code 0", "restartPolicy OnFailure")]
    [InlineData("no-command", PodState.Restarting, "StartError", "executable file not found", "check command")]
    [InlineData("shell-no-command", PodState.Restarting, "CommandNotFound", "127", "check command")]
    [InlineData("between-runs", PodState.Restarting, "Error", "2 restarts", "--previous")]
    [InlineData("liveness", PodState.Restarting, "LivenessProbe", "statuscode: 500", "failureThreshold")]
    [InlineData("liveness-of-an-earlier-run", PodState.Restarting, "Error", "exit code 1", "--previous")]
    [InlineData("pull", PodState.Waiting, "ImagePullBackOff", "manifest for web:1 not found", "name and tag")]
    [InlineData("pull-rights", PodState.Waiting, "ErrImagePull", "access denied", "imagePullSecrets")]
    [InlineData("pull-network", PodState.Waiting, "ErrImagePull", "no such host", "reaches the registry")]
    [InlineData("never-pull", PodState.Waiting, "ErrImageNeverPull", "is not on node worker-a", "imagePullPolicy: IfNotPresent")]
    [InlineData("image-name", PodState.Waiting, "InvalidImageName", "is no image's name", "REGISTRY/NAME:TAG")]
    [InlineData("config", PodState.Waiting, "CreateContainerConfigError", "secret \"db\" not found", "correct what")]
    [InlineData("pulling", PodState.Starting, "PullingImage", "for 75s", "wait")]
    [InlineData("pulled", PodState.Starting, "ContainerCreating", "is being made", "")]
    [InlineData("volume", PodState.Waiting, "FailedMount", "is not a directory", "spec.volumes")]
    [InlineData("startup", PodState.Starting, "StartupProbe", "connection to port 5432", "orc logs web -n shop")]
    [InlineData("readiness", PodState.NotReady, "ReadinessProbe", "GET /ready at port 80", "(1s)")]
    [InlineData("readiness-delay", PodState.Starting, "InitialDelay", "in 20s", "initialDelaySeconds (60)")]
    [InlineData("gate", PodState.NotReady, "ReadinessGatesNotReady", "corresponding condition", "spec.readinessGates")]
    [InlineData("failed-run", PodState.Failed, "Error", "is not started again", "orc logs web -n shop")]
    [InlineData("evicted", PodState.Failed, "Evicted", "low on resource: memory", "nobody makes another")]
    [InlineData("refused", PodState.Failed, "NodeAdmissionError", "Insufficient cpu", "leave spec.nodeName out")]
    [InlineData("node-not-ready", PodState.Unknown, "NodeNotReady", "since 5m: the engine does not answer", "orc doctor")]
    [InlineData("node-gone", PodState.Unknown, "NodeMissing", "does not exist", "delete the pod")]
    [InlineData("ending", PodState.Terminating, "GracePeriod", "20s left of 30s", "--grace-period 0")]
    [InlineData("ending-held", PodState.Terminating, "Finalizers", "example.com/backup", "metadata.finalizers")]
    [InlineData("ending-overdue", PodState.Terminating, "Overdue", "5m ago", "--grace-period 0")]
    [InlineData("ending-lost", PodState.Terminating, "NodeNotReady", "worker-a", "orc doctor")]
    [InlineData("short", PodState.Pending, "InsufficientResources", "the closest, worker-a, lacks cpu: 2 asked, 1500m of 4 free", "500m cpu more free on worker-a")]
    [InlineData("too-large", PodState.Pending, "TooLarge", "it asks for 32 cpu, and the most that one has is 16", "at most 16 cpu")]
    [InlineData("memory", PodState.Pending, "InsufficientResources", "6Gi asked, 5Gi of 8Gi free", "1Gi memory")]
    [InlineData("cordoned", PodState.Pending, "NodesCordoned", "1 of 1 nodes (worker-a)", "orc node uncordon worker-a")]
    [InlineData("nodes-down", PodState.Pending, "NodesNotReady", "worker-a", "orc doctor")]
    [InlineData("tainted", PodState.Pending, "UntoleratedTaint", "{gpu: only}", "toleration")]
    [InlineData("selector", PodState.Pending, "NodeSelector", "disk=ssd", "kubectl label node worker-a disk=ssd")]
    [InlineData("node-affinity", PodState.Pending, "NodeAffinity", "1 of 1 nodes (worker-a) are not as nodeSelector and required node affinity ask", "spec.affinity.nodeAffinity")]
    [InlineData("away", PodState.Pending, "PodAntiAffinity", "near a pod that it must be away from (spec.affinity.podAntiAffinity, by disk)", "a preferred one")]
    [InlineData("near", PodState.Pending, "PodAffinity", "not near a pod that it must be near (spec.affinity.podAffinity, by disk)", "start such a pod first")]
    [InlineData("spread-label", PodState.Pending, "SpreadLabel", "lack a label by which it is spread: zone", "kubectl label node worker-a zone=")]
    [InlineData("spread-leaving", PodState.Pending, "NotPlacedYet", "worker-a would take it", "control silo")]
    [InlineData("no-gpu", PodState.Pending, "TooLarge", "2 of 2 nodes (worker-a, worker-b) have no example.com/gpu at all, and it asks for 2", "add a node that has example.com/gpu")]
    [InlineData("group", PodState.Pending, "PodGroupIncomplete", "its group train: 4 pods need a node at once, and 0 have one", "orchestrator.dev/pod-group-min-member")]
    [InlineData("nominated", PodState.Pending, "RoomIsMade", "pods that matter less leave node worker-a for it", "terminationGracePeriodSeconds")]
    [InlineData("no-nodes", PodState.Pending, "NoNodes", "no nodes", "orc silo --role worker")]
    [InlineData("free", PodState.Pending, "NotPlacedYet", "worker-a would take it", "control silo")]
    [InlineData("device-scattered", PodState.Pending, "DevicesScattered", "no device has 1 nvidia.com/gpu left", "end a pod")]
    [InlineData("device-free", PodState.Pending, "NotPlacedYet", "gpu-1 would take it", "control silo")]
    [InlineData("mixed", PodState.Pending, "TooLarge", "worker-b", "at most 4 cpu")]
    [InlineData("init", PodState.Starting, "InitContainer", "setup has been running for 2m", "-c setup")]
    [InlineData("init-crash", PodState.Restarting, "Error", "container setup", "-c setup --previous")]
    public void Likeliest_cause_comes_first_with_what_to_do(string pod, PodState state, string reason, string message, string advice)
    {
        var explanation = PodExplainer.Explain(Pods[pod]);

        Assert.Equal((state, reason, false), (explanation.State, explanation.Causes[0].Reason, explanation.IsWell));
        Assert.Contains(message, explanation.Causes[0].Message, StringComparison.Ordinal);
        Assert.Contains(advice, explanation.Causes[0].Advice, StringComparison.Ordinal);
        Assert.NotEmpty(explanation.Facts);
    }

    [Theory]
    [InlineData("ready", PodState.Running)]
    [InlineData("settled", PodState.Running)]
    [InlineData("done", PodState.Succeeded)]
    public void Pod_that_is_well_has_no_cause(string pod, PodState state)
    {
        var explanation = PodExplainer.Explain(Pods[pod]);

        Assert.Equal((state, true), (explanation.State, explanation.IsWell));
        Assert.Empty(explanation.Causes);
    }

    [Fact]
    public void Device_that_does_not_work_is_named_beside_what_is_short()
    {
        var causes = PodExplainer.Explain(Pods["device-broken"]).Causes;

        Assert.Equal(["TooLarge", "DeviceUnhealthy"], causes.Select(cause => cause.Reason));
        Assert.Equal("devices of node gpu-1 are given to nobody: GPU-7 does not work: GPU is lost", causes[1].Message);
    }

    [Fact]
    public void Node_that_is_cordoned_is_told_after_what_would_be_enough() =>
        Assert.Equal(["TooLarge", "NodesCordoned"], PodExplainer.Explain(Pods["mixed"]).Causes.Select(cause => cause.Reason));

    [Fact]
    public void Container_that_waits_for_its_init_container_is_no_cause() => Assert.Single(PodExplainer.Explain(Pods["init"]).Causes);

    [Fact]
    public void What_could_not_be_read_is_told_and_the_condition_speaks()
    {
        var pod = Unplaced("", "");
        var seen = pod with
        {
            Nodes = null,
            Unread = ["nodes could not be read: forbidden"],
            Pod = pod.Pod with { Status = pod.Pod.Status with { Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/3 nodes are available." }] } },
        };

        var explanation = PodExplainer.Explain(seen);

        Assert.Equal("no node takes it: 0/3 nodes are available", explanation.Causes[0].Message);
        Assert.Contains("nodes could not be read: forbidden", explanation.Facts);
    }

    [Fact]
    public void Facts_tell_owner_containers_and_warnings()
    {
        var facts = PodExplainer.Explain(Pods["liveness"] with { Owner = new OwnerSight("ReplicaSet", "web-1", true, 3, 1) }).Facts;

        Assert.Contains("its owner ReplicaSet web-1 wants 3 pods, and 1 are ready", facts);
        Assert.Contains(facts, fact => fact.StartsWith("container app, 4 restarts: waiting, CrashLoopBackOff", StringComparison.Ordinal) && fact.EndsWith("after 20s", StringComparison.Ordinal));
        Assert.Contains("event Unhealthy, 43s ago: Liveness probe failed: HTTP probe failed with statuscode: 500", facts);
    }

    private static string Ended(int code, string reason, string message = "") => $$"""
        {"terminated":{"exitCode":{{code}},"reason":"{{reason}}","message":"{{message.Replace("\n", "\\n", StringComparison.Ordinal)}}","startedAt":"2026-03-01T11:59:00Z","finishedAt":"2026-03-01T11:59:20Z"} }
        """;

    private static string Waiting(string reason, string message) => $$"""{"waiting":{"reason":"{{reason}}","message":"{{message}}"} }""";

    private static PodSurroundings Gated()
    {
        var seen = Placed(LongRunning);
        return seen with
        {
            Pod = seen.Pod with
            {
                Status = seen.Pod.Status with
                {
                    ContainerStatuses = [seen.Pod.Status.ContainerStatuses[0] with { Ready = true }],
                    Conditions = [new() { Type = "Ready", Status = "False", Reason = "ReadinessGatesNotReady", Message = "corresponding condition of pod readiness gate \"lb\" does not exist." }],
                },
            },
        };
    }

    private static PodSurroundings Init(string state, string last = "{}")
    {
        var seen = Placed("""{"waiting":{"reason":"PodInitializing"}}""", phase: "Pending");
        var status = seen.Pod.Status.ContainerStatuses[0];
        return seen with
        {
            Pod = seen.Pod with
            {
                Spec = seen.Pod.Spec with { InitContainers = [new() { Name = "setup", Image = "setup:1" }] },
                Status = seen.Pod.Status with
                {
                    InitContainerStatuses = [status with { Name = "setup", State = Read<Orchestrator.Resources.Core.ContainerState>(state), LastState = Read<Orchestrator.Resources.Core.ContainerState>(last) }],
                },
            },
        };
    }

    private static PodSurroundings Grouped(PodSurroundings seen) => seen with
    {
        Pod = seen.Pod with
        {
            Metadata = seen.Pod.Metadata with { Labels = StringMap.Of((PodGroup.Label, "train")), Annotations = StringMap.Of((PodGroup.MinMember, "4")) },
        },
    };

    private static PodSurroundings Nominated(PodSurroundings seen) => seen with { Pod = seen.Pod with { Status = seen.Pod.Status with { NominatedNodeName = "worker-a" } } };
}
