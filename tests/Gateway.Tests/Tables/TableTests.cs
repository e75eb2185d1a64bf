using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Gateway.Tests.Tables;

public sealed class TableTests
{
    private static readonly ContainerState Running = new() { Running = new ContainerStateRunning { StartedAt = FixedClock.Now.AddMinutes(-4) } };

    public static TheoryData<string, Pod, string> Pods => new()
    {
        { "running", Samples.Pod("p", s => s.With(Running, ready: true)), "p | 1/1 | Running | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "pending", Samples.Pod("p", s => s with { Phase = "Pending", PodIp = null }), "p | 0/1 | Pending | 0 | 5m || <none> | worker-a | <none> | <none>" },
        { "creating", Samples.Pod("p", s => s.With(Waiting("ContainerCreating")) with { Phase = "Pending" }), "p | 0/1 | ContainerCreating | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "crashing", Samples.Pod("p", s => s.With(Waiting("CrashLoopBackOff"), restarts: 4, last: Ended(1, "Error"))), "p | 0/1 | CrashLoopBackOff | 4 (70s ago) | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "no image", Samples.Pod("p", s => s.With(Waiting("ImagePullBackOff")) with { Phase = "Pending" }), "p | 0/1 | ImagePullBackOff | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "completed", Samples.Pod("p", s => s.With(Ended(0, "Completed")) with { Phase = "Succeeded" }), "p | 0/1 | Completed | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "exit code", Samples.Pod("p", s => s.With(Ended(3, null)) with { Phase = "Failed" }), "p | 0/1 | ExitCode:3 | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "signal", Samples.Pod("p", s => s.With(Ended(137, null, 9)) with { Phase = "Failed" }), "p | 0/1 | Signal:9 | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "evicted", Samples.Pod("p", s => s with { Phase = "Failed", Reason = "Evicted" }), "p | 0/1 | Evicted | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "terminating", Deleting(Samples.Pod("p", s => s.With(Running, ready: true))), "p | 1/1 | Terminating | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "ended while deleted", Deleting(Samples.Pod("p", s => s.With(Ended(0, "Completed")) with { Phase = "Succeeded" })), "p | 0/1 | Completed | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "init begins", Init("creating", "PodInitializing"), "p | 0/2 | Init:0/2 | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "init failed", Init("failed", null), "p | 0/2 | Init:Error | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "init crashes", Init("creating", "CrashLoopBackOff"), "p | 0/2 | Init:CrashLoopBackOff | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "init half way", Init("done", null), "p | 0/2 | Init:1/2 | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "init passed", Init("passed", null), "p | 1/2 | PodInitializing | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
        { "node lost", Deleting(Samples.Pod("p", s => s with { Reason = "NodeLost" })), "p | 0/1 | Unknown | 0 | 5m || 10.1.0.2 | worker-a | <none> | <none>" },
    };

    [Theory]
    [MemberData(nameof(Pods))]
    public async Task Pod_row_says_what_kubectl_says(string what, Pod pod, string row)
    {
        Assert.NotEmpty(what);
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(pod);

        var table = TableText.Of(await host.GetAsync(Samples.Pods, Samples.TableType));

        Assert.Equal($"Name | Ready | Status | Restarts | Age || IP | Node | Nominated Node | Readiness Gates\n{row}", table);
    }

    [Fact]
    public async Task Deployment_and_replica_set_tables_are_golden()
    {
        await using var host = await GatewayHost.StartAsync();
        var deployment = Samples.Deployment();
        host.Resources.Put(deployment);
        host.Resources.Put(new ReplicaSet
        {
            Metadata = deployment.Metadata with { Name = "web-1" },
            Spec = new ReplicaSetSpec { Replicas = 3, Selector = deployment.Spec.Selector, Template = deployment.Spec.Template },
            Status = new ReplicaSetStatus { Replicas = 3, ReadyReplicas = 2 },
        });

        Assert.Equal(
            "Name | Ready | Up-to-date | Available | Age || Containers | Images | Selector\nweb | 2/3 | 3 | 2 | 30h || c | hello:1 | app=web",
            TableText.Of(await host.GetAsync(Samples.Deployments, Samples.TableType)));
        Assert.Equal(
            "Name | Desired | Current | Ready | Age || Containers | Images | Selector\nweb-1 | 3 | 3 | 2 | 30h || c | hello:1 | app=web",
            TableText.Of(await host.GetAsync("/apis/apps/v1/replicasets", Samples.TableType)));
    }

    [Fact]
    public async Task Node_and_namespace_tables_are_golden()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(new Node
        {
            Metadata = new ObjectMeta { Name = "worker-a", Uid = "n", CreationTimestamp = FixedClock.Now.AddDays(-3), Labels = StringMap.Of(("node-role.kubernetes.io/worker", "")) },
            Spec = new NodeSpec { Unschedulable = true },
            Status = new NodeStatus
            {
                Conditions = [new NodeCondition { Type = "Ready", Status = "True" }],
                Addresses = [new NodeAddress { Type = "InternalIP", Address = "192.0.2.7" }],
                NodeInfo = new NodeSystemInfo { KubeletVersion = "v0.1.0", OsImage = "Debian", KernelVersion = "6.1", ContainerRuntimeVersion = "docker://20.10" },
            },
        });
        host.Resources.Put(new Namespace
        {
            Metadata = new ObjectMeta { Name = "default", Uid = "d", CreationTimestamp = FixedClock.Now.AddSeconds(-90) },
            Status = new NamespaceStatus { Phase = "Active" },
        });

        Assert.Equal(
            "Name | Status | Roles | Age | Version || Internal-IP | External-IP | OS-Image | Kernel-Version | Container-Runtime\n"
            + "worker-a | Ready,SchedulingDisabled | worker | 3d | v0.1.0 || 192.0.2.7 | <none> | Debian | 6.1 | docker://20.10",
            TableText.Of(await host.GetAsync("/api/v1/nodes", Samples.TableType)));
        Assert.Equal("Name | Status | Age\ndefault | Active | 90s", TableText.Of(await host.GetAsync("/api/v1/namespaces", Samples.TableType)));
    }

    [Fact]
    public async Task Event_table_is_golden()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(new Event
        {
            Metadata = new ObjectMeta { Name = "web.1", Namespace = "default", Uid = "e" },
            InvolvedObject = new ObjectReference { Kind = "Pod", Name = "web-1", FieldPath = "spec.containers{c}" },
            Reason = "Pulled",
            Message = "Container image already present\n",
            Type = "Normal",
            Count = 4,
            Source = new EventSource { Component = "agent", Host = "worker-a" },
            FirstTimestamp = FixedClock.Now.AddHours(-4),
            LastTimestamp = FixedClock.Now.AddSeconds(-12),
        });

        Assert.Equal(
            "Last Seen | Type | Reason | Object | Message || Subobject | Source | First Seen | Count | Name\n"
            + "12s | Normal | Pulled | pod/web-1 | Container image already present || spec.containers{c} | agent, worker-a | 4h | 4 | web.1",
            TableText.Of(await host.GetAsync("/api/v1/namespaces/default/events", Samples.TableType)));
    }

    [Theory]
    [InlineData("", "PartialObjectMetadata")]
    [InlineData("?includeObject=Metadata", "PartialObjectMetadata")]
    [InlineData("?includeObject=Object", "Pod")]
    [InlineData("?includeObject=None", null)]
    public async Task Row_carries_as_much_of_the_object_as_was_asked_for(string query, string? kind)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a"));

        var answer = await host.GetAsync($"{Samples.Pods}/a{query}", Samples.TableType);

        Assert.Equal(kind, answer.At("rows.0.object.kind"));
        Assert.Equal(kind is null ? null : "a", answer.At("rows.0.object.metadata.name"));
    }

    private static ContainerState Waiting(string reason) => new() { Waiting = new ContainerStateWaiting { Reason = reason } };

    private static ContainerState Ended(int code, string? reason, int signal = 0) => new()
    {
        Terminated = new ContainerStateTerminated { ExitCode = code, Reason = reason, Signal = signal, FinishedAt = FixedClock.Now.AddSeconds(-70) },
    };

    /// <summary>A pod with an init container, in this state, and a sidecar behind it, which runs where the pod has passed both.</summary>
    private static Pod Init(string state, string? reason)
    {
        var pod = Samples.Pod("p", s => s.With(Waiting("PodInitializing")) with { Phase = "Pending" });
        var first = state switch
        {
            "creating" => Waiting(reason!),
            "failed" => Ended(1, "Error"),
            _ => Ended(0, "Completed"),
        };
        var passed = state == "passed";
        return pod with
        {
            Spec = pod.Spec with { InitContainers = [new Container { Name = "i", Image = "i" }, new Container { Name = "s", Image = "s", RestartPolicy = "Always" }] },
            Status = pod.Status with
            {
                InitContainerStatuses =
                [
                    new ContainerStatus { Name = "i", State = first, Ready = state is "done" or "passed" },
                    new ContainerStatus { Name = "s", State = passed ? Running : Waiting("PodInitializing"), Ready = passed, Started = passed },
                ],
            },
        };
    }

    private static Pod Deleting(Pod pod) => pod.WithMetadata(pod.Metadata with { DeletionTimestamp = FixedClock.Now });
}
