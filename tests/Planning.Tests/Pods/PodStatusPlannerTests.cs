using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Planning.Tests.Pods;

public sealed class PodStatusPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 600, TimeSpan.Zero);

    /// <summary>Requests and limits of a container, CPU then memory; a dash is none.</summary>
    [Theory]
    [InlineData("- - - -", "BestEffort")]
    [InlineData("0 - - -", "BestEffort")]
    [InlineData("1 - - -", "Burstable")]
    [InlineData("1 1Gi 1 1Gi", "Guaranteed")]
    [InlineData("1 1Gi 1000m 1024Mi", "Guaranteed")]
    [InlineData("- - 1 1Gi", "Guaranteed")]
    [InlineData("1 1Gi 2 1Gi", "Burstable")]
    [InlineData("- - 1 -", "Burstable")]
    public void Initial_is_pending_with_its_quality_of_service(string amounts, string quality)
    {
        var parts = amounts.Split(' ');
        var resources = new ResourceRequirements { Requests = Amounts(parts[0], parts[1]), Limits = Amounts(parts[2], parts[3]) };
        var pod = PodOf("Always");
        pod = pod with { Spec = pod.Spec with { Containers = [new Container { Name = "web", Resources = resources }] } };

        var status = PodStatusPlanner.Initial(pod);

        Assert.Equal((PodPhase.Pending, quality), (status.Phase, status.QosClass));
    }

    [Fact]
    public void Scheduled_after_waiting_for_a_node_says_so()
    {
        var pod = PodOf("Always");
        var waiting = pod with { Status = PodStatusPlanner.Unschedulable(pod, "0/1 nodes are available: 1 Insufficient cpu.", "node-a", Now) };
        var still = waiting with { Status = PodStatusPlanner.Unschedulable(waiting, "0/2 nodes are available: 2 Insufficient cpu.", null, Now.AddHours(1)) };
        var bound = PodStatusPlanner.Scheduled(still, Now.AddHours(2));

        var refused = Condition(still.Status, PodConditionType.PodScheduled);
        Assert.Equal(("False", "Unschedulable", "0/2 nodes are available: 2 Insufficient cpu.", Now), (refused.Status, refused.Reason, refused.Message, refused.LastTransitionTime));
        var scheduled = Condition(bound, PodConditionType.PodScheduled);
        Assert.Equal(("True", null, Now.AddHours(2)), (scheduled.Status, scheduled.Reason, scheduled.LastTransitionTime));
        var container = Assert.Single(bound.ContainerStatuses);
        Assert.Equal(("web", "web:1", "", "ContainerCreating"), (container.Name, container.Image, container.ImageId, container.State.Waiting?.Reason));
    }

    [Theory]
    [InlineData("Always", "creating", "Pending")]
    [InlineData("Always", "running", "Running")]
    [InlineData("Always", "backing-off", "Running")]
    [InlineData("Always", "restarting", "Running")]
    [InlineData("Always", "exit-0", "Running")]
    [InlineData("OnFailure", "exit-0", "Succeeded")]
    [InlineData("OnFailure", "exit-1", "Running")]
    [InlineData("Never", "exit-0", "Succeeded")]
    [InlineData("Never", "exit-1", "Failed")]
    [InlineData("Never", "missing", "Pending")]
    [InlineData("Always", "running running", "Running")]
    [InlineData("Always", "running creating", "Pending")]
    [InlineData("Never", "running exit-1", "Running")]
    [InlineData("Never", "exit-0 exit-0", "Succeeded")]
    [InlineData("Never", "exit-0 exit-1", "Failed")]
    public void Fold_phase_by_how_the_containers_are(string policy, string containers, string phase) =>
        Assert.Equal(phase, Fold(PodOf(policy, containers.Split(' ').Length), containers, Now).Phase);

    [Theory]
    [InlineData("Running", "creating", "Running")]
    [InlineData("Succeeded", "running", "Succeeded")]
    [InlineData("Failed", "exit-0", "Failed")]
    public void Fold_phase_never_goes_back(string before, string containers, string phase)
    {
        var pod = PodOf("Never");

        Assert.Equal(phase, Fold(pod with { Status = pod.Status with { Phase = before } }, containers, Now).Phase);
    }

    [Theory]
    [InlineData("Always", "running", "True", null, null)]
    [InlineData("Always", "creating", "False", "ContainersNotReady", "containers with unready status: [web]")]
    [InlineData("Always", "missing", "False", "ContainersNotReady", "containers with unknown status: [web]")]
    [InlineData("Always", "running creating backing-off", "False", "ContainersNotReady", "containers with unready status: [web1 web2]")]
    [InlineData("Always", "missing creating", "False", "ContainersNotReady", "containers with unknown status: [web], containers with unready status: [web1]")]
    [InlineData("Never", "exit-0", "False", "PodCompleted", null)]
    [InlineData("Never", "exit-1", "False", "PodFailed", null)]
    public void Fold_readiness_says_who_is_not_ready(string policy, string containers, string status, string? reason, string? message)
    {
        var folded = Fold(PodOf(policy, containers.Split(' ').Length), containers, Now);

        foreach (var type in new[] { PodConditionType.Ready, PodConditionType.ContainersReady })
        {
            var condition = Condition(folded, type);
            Assert.Equal((status, reason, message), (condition.Status, condition.Reason, condition.Message));
        }
    }

    [Fact]
    public void Fold_conditions_come_in_kubernetes_order_and_others_stay()
    {
        var pod = PodOf("Never");
        var disrupted = new PodCondition { Type = PodConditionType.DisruptionTarget, Status = "True" };

        var status = Fold(pod with { Status = pod.Status with { Conditions = [disrupted] } }, "exit-0", Now);

        Assert.Equal(
            ["PodReadyToStartContainers=False", "Initialized=True", "Ready=False", "ContainersReady=False", "PodScheduled=True", "DisruptionTarget=True"],
            status.Conditions.Select(condition => $"{condition.Type}={condition.Status}"));
        Assert.Equal("PodCompleted", Condition(status, PodConditionType.Initialized).Reason);
    }

    [Fact]
    public void Fold_nothing_new_after_a_round_trip_is_the_same_document()
    {
        var pod = PodOf("Always");
        var stored = pod with { Status = ResourceJson.Deserialize<PodStatus>(ResourceJson.SerializeToUtf8(Fold(pod, "running", Now))) };

        var again = Fold(stored, "running", Now.AddHours(1));

        Assert.Equal(ResourceJson.Serialize(stored.Status), ResourceJson.Serialize(again));
    }

    [Fact]
    public void Fold_readiness_changes_the_time_moves_and_only_that_of_what_changed()
    {
        var pod = PodOf("Always");
        var running = pod with { Status = Fold(pod, "running", Now) };

        var down = Fold(running, "backing-off", Now.AddMinutes(1));

        Assert.Equal(Now.AddMinutes(1), Condition(down, PodConditionType.Ready).LastTransitionTime);
        Assert.Equal(Now, Condition(down, PodConditionType.Initialized).LastTransitionTime);
    }

    [Fact]
    public void Fold_addresses_and_start_stay_once_known()
    {
        var pod = PodOf("Always");
        var first = pod with { Status = PodStatusPlanner.Fold(pod, Seen("running"), Now) };

        var later = PodStatusPlanner.Fold(first, Seen("backing-off", null, null) with { AcceptedAt = Now.AddHours(1) }, Now.AddHours(1));

        Assert.Equal(("10.1.0.2", "10.0.0.1", Now), (later.PodIp, later.HostIp, later.StartTime));
        Assert.Equal(("10.1.0.2", "10.0.0.1"), (Assert.Single(later.PodIps).Ip, Assert.Single(later.HostIps).Ip));
        Assert.Equal("True", Condition(later, "PodReadyToStartContainers").Status);
        Assert.Equal("False", Condition(Fold(pod, "creating", Now, address: null), "PodReadyToStartContainers").Status);
    }

    /// <summary>States of the init containers, then of the ordinary ones; a sidecar's begins with a plus.</summary>
    [Theory]
    [InlineData("Always", "creating", "creating", "Pending", "False")]
    [InlineData("Always", "running", "creating", "Pending", "False")]
    [InlineData("Always", "exit-0 creating", "creating", "Pending", "False")]
    [InlineData("Always", "exit-0", "creating", "Pending", "True")]
    [InlineData("Always", "exit-1", "creating", "Pending", "False")]
    [InlineData("Never", "exit-1", "creating", "Failed", "False")]
    [InlineData("Never", "exit-1 +running", "creating", "Pending", "False")]
    [InlineData("Always", "+running", "creating", "Pending", "True")]
    [InlineData("Always", "+creating", "creating", "Pending", "False")]
    [InlineData("Always", "exit-0", "running", "Running", "True")]
    [InlineData("Never", "exit-0 +running", "exit-0", "Running", "True")]
    [InlineData("Never", "exit-0 +exit-1", "exit-0", "Succeeded", "True")]
    [InlineData("Never", "exit-0 +exit-0", "exit-1", "Failed", "True")]
    public void Fold_init_containers_come_first_and_sidecars_hold_the_end(string policy, string inits, string containers, string phase, string initialized)
    {
        var pod = PodOf(policy);
        var states = inits.Split(' ');
        var spec = states.Select((state, index) => new Container { Name = $"init-{NameOf(index)}", RestartPolicy = state[0] == '+' ? "Always" : null });
        pod = pod with { Spec = pod.Spec with { InitContainers = [.. spec] } };

        var status = PodStatusPlanner.Fold(pod, Seen(containers, init: inits.Replace("+", "", StringComparison.Ordinal)), Now);

        Assert.Equal((phase, initialized), (status.Phase, Condition(status, PodConditionType.Initialized).Status));
        if (initialized == "False")
        {
            Assert.Equal("ContainersNotInitialized", Condition(status, PodConditionType.Initialized).Reason);
            Assert.StartsWith("containers with incomplete status: [init-web", Condition(status, PodConditionType.Initialized).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fold_what_the_node_ended_has_failed_for_the_nodes_reason()
    {
        var pod = PodOf("Always");

        var status = PodStatusPlanner.Fold(pod, Seen("exit-0") with { FailedReason = "DeadlineExceeded", FailedMessage = "too long" }, Now);

        Assert.Equal((PodPhase.Failed, "DeadlineExceeded", "too long"), (status.Phase, status.Reason, status.Message));
        Assert.Equal("PodFailed", Condition(status, PodConditionType.Ready).Reason);
    }

    [Fact]
    public void Fold_readiness_waits_for_the_gates()
    {
        var pod = PodOf("Always");
        pod = pod with { Spec = pod.Spec with { ReadinessGates = [new PodReadinessGate { ConditionType = "example.com/ready" }] } };
        var closed = pod with { Status = Fold(pod, "running", Now) };
        var open = closed with { Status = PodStatusPlanner.WithOthers(closed, [new PodCondition { Type = "example.com/ready", Status = "True" }], Now) };
        var shut = PodStatusPlanner.WithOthers(open, [new PodCondition { Type = "example.com/ready", Status = "False" }], Now);

        var ready = Condition(closed.Status, PodConditionType.Ready);
        Assert.Equal(("False", "ReadinessGatesNotReady"), (ready.Status, ready.Reason));
        Assert.Equal("corresponding condition of pod readiness gate \"example.com/ready\" does not exist.", ready.Message);
        Assert.Equal("True", Condition(closed.Status, PodConditionType.ContainersReady).Status);
        Assert.Equal("True", Condition(open.Status, PodConditionType.Ready).Status);
        Assert.Equal("the status of pod readiness gate \"example.com/ready\" is not \"True\", but False", Condition(shut, PodConditionType.Ready).Message);
        Assert.Equal("True", Condition(Fold(open, "running", Now), PodConditionType.Ready).Status);
    }

    [Fact]
    public void Rejected_ends_the_pod_once()
    {
        var pod = PodOf("Always");
        var rejected = pod with { Status = PodStatusPlanner.Rejected(pod with { Status = Fold(pod, "creating", Now) }, "OutOfcpu", "too little", Now) };

        Assert.Equal((PodPhase.Failed, "OutOfcpu", "too little"), (rejected.Status.Phase, rejected.Status.Reason, rejected.Status.Message));
        Assert.Equal(("False", "PodFailed"), (Condition(rejected.Status, PodConditionType.Ready).Status, Condition(rejected.Status, PodConditionType.Ready).Reason));
        Assert.Same(rejected.Status, PodStatusPlanner.Rejected(rejected, "Other", "other", Now.AddHours(1)));
    }

    [Fact]
    public void Summarize_takes_what_owners_need()
    {
        var pod = PodOf("Always", 2);
        pod = pod with { Status = Fold(pod, "running running", Now) };
        pod = pod with { Status = pod.Status with { ContainerStatuses = [pod.Status.ContainerStatuses[0] with { RestartCount = 3 }, pod.Status.ContainerStatuses[1]] } };

        var summary = PodStatusPlanner.Summarize(pod);

        Assert.Equal(("web-1", "uid-1", "uid-set", "Running"), (summary.Name, summary.Uid, summary.ControllerUid, summary.Phase));
        Assert.Equal((Now, 3, null, false), (summary.ReadySince, summary.Restarts, summary.NodeName, summary.Deleting));
        Assert.Null(PodStatusPlanner.Summarize(pod with { Status = Fold(pod, "running creating", Now) }).ReadySince);
        Assert.True(PodStatusPlanner.Summarize(pod with { Metadata = pod.Metadata with { DeletionTimestamp = Now } }).Deleting);
        Assert.Equal("n1", PodStatusPlanner.Summarize(pod with { Spec = pod.Spec with { NodeName = "n1" } }).NodeName);
    }

    private static PodStatus Fold(Pod pod, string containers, DateTimeOffset now, string? address = "10.1.0.2") =>
        PodStatusPlanner.Fold(pod, Seen(containers, address), now);

    private static PodObservation Seen(string containers, string? address = "10.1.0.2", string? host = "10.0.0.1", string init = "") => new()
    {
        InitContainers = init.Length == 0 ? [] : [.. Statuses(init).Select(status => status with { Name = $"init-{status.Name}", Ready = status.State.Terminated is { ExitCode: 0 } })],
        Containers = Statuses(containers),
        PodIP = address,
        HostIP = host,
        AcceptedAt = Now,
    };

    private static PodCondition Condition(PodStatus status, string type) => status.Conditions.Single(condition => condition.Type == type);

    private static ImmutableArray<ContainerStatus> Statuses(string states) =>
    [
        .. states.Split(' ').Select((state, index) => (State: state, Index: index)).Where(item => item.State != "missing").Select(item => StatusOf(NameOf(item.Index), item.State)),
    ];

    private static ContainerStatus StatusOf(string name, string state)
    {
        var waiting = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "Waiting" } };
        var status = new ContainerStatus { Name = name, Image = "web:1", State = waiting };
        return state switch
        {
            "creating" => status,
            "running" => status with { Ready = true, Started = true, State = new ContainerState { Running = new ContainerStateRunning { StartedAt = Now } } },
            "backing-off" => status with { LastState = Ended(1) },
            "restarting" => status with { RestartCount = 1 },
            "exit-0" => status with { State = Ended(0) },
            "exit-1" => status with { State = Ended(1) },
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    private static ContainerState Ended(int exitCode) => new() { Terminated = new ContainerStateTerminated { ExitCode = exitCode } };

    private static string NameOf(int index) => index == 0 ? "web" : $"web{index}";

    private static Pod PodOf(string policy, int containers = 1) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "web-1",
            Uid = "uid-1",
            OwnerReferences = [new OwnerReference { Uid = "uid-other" }, new OwnerReference { Uid = "uid-set", Controller = true }],
        },
        Spec = new PodSpec
        {
            RestartPolicy = policy,
            Containers = [.. Enumerable.Range(0, containers).Select(index => new Container { Name = NameOf(index), Image = "web:1" })],
        },
        Status = new PodStatus { Phase = PodPhase.Pending, QosClass = QosClass.BestEffort },
    };

    private static ImmutableSortedDictionary<string, Quantity> Amounts(string cpu, string memory)
    {
        var amounts = cpu == "-" ? QuantityMap.Empty : QuantityMap.Empty.Add("cpu", Quantity.Parse(cpu));
        return memory == "-" ? amounts : amounts.Add("memory", Quantity.Parse(memory));
    }
}
