using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>A namespace and a node that one test has for itself: the node's label is in the selector of every pod of the test.</summary>
public sealed class Room(Cluster cluster)
{
    public string Name { get; } = UniqueName.Of("room");

    public Cluster Cluster => cluster;

    public INodeGrain Node => cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node(Name));

    /// <summary>The name of another node of the test.</summary>
    public string Other => $"{Name}-b";

    public INodeGrain OtherNode => cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node(Other));

    public INamespaceGrain Namespace => cluster.Grains.GetGrain<INamespaceGrain>(GrainKey.Namespace(Name));

    /// <summary>Makes the namespace and, unless told otherwise, a node that is ready.</summary>
    public static async Task<Room> OpenAsync(Cluster cluster, string cpu = "64", string memory = "64Gi", int pods = 500, bool node = true)
    {
        var room = new Room(cluster);
        await room.Namespace.Create(new Namespace { Metadata = new ObjectMeta { Name = room.Name } }, WriteOptions.Default);
        if (node)
        {
            await room.RegisterAsync(cpu, memory, pods);
        }

        return room;
    }

    public Task RegisterAsync(string cpu = "64", string memory = "64Gi", int pods = 500) => RegisterAsync(Node, cpu, memory, pods);

    public async Task RegisterAsync(INodeGrain node, string cpu = "64", string memory = "64Gi", int pods = 500, string? zone = null, string key = "zone")
    {
        var has = QuantityMap.Empty
            .Add(ResourceName.Cpu, Quantity.Parse(cpu)).Add(ResourceName.Memory, Quantity.Parse(memory)).Add(ResourceName.Pods, Quantity.Of(pods));
        await node.Register(new NodeRegistration
        {
            Labels = zone is null ? StringMap.Of(("room", Name)) : StringMap.Of(("room", Name), (key, zone)),
            Capacity = has,
            Allocatable = has,
            Addresses = [],
            Info = new NodeSystemInfo(),
        });
        await node.Heartbeat(new NodeHeartbeat(true, "ready"));
        await KnownAsync(GrainKey.NameOf(node.GetPrimaryKeyString()));
    }

    /// <summary>Waits until the scheduler knows that the node takes no pod, unless it tolerates that. Nodes tell it without waiting for it: what comes next is decided with this.</summary>
    public Task ClosedAsync() => Eventually.True(async () => !await IsPlacedAsync(Name), $"the scheduler knows that {Name} takes no pod");

    // What comes next is decided with this one.
    private Task KnownAsync(string node) => Eventually.True(() => IsPlacedAsync(node, new Toleration { Operator = "Exists" }), $"the scheduler knows of {node}");

    private async Task<bool> IsPlacedAsync(string node, params Toleration[] tolerations)
    {
        var scheduler = cluster.Grains.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler);
        var probe = PodDemand.Of(PodOf("probe", new PodSpec { Affinity = OnNode(node), Tolerations = [.. tolerations] })) with { Uid = UniqueName.Of("probe") };
        var placement = await scheduler.Place(new PlacementRequest(probe, []));
        await scheduler.Forget(probe.Uid);
        return placement.NodeName == node;
    }

    /// <summary>What a pod says that wants a certain node.</summary>
    public static Affinity OnNode(string node) => new()
    {
        NodeAffinity = new NodeAffinity
        {
            Required = new NodeSelector
            {
                NodeSelectorTerms = [new NodeSelectorTerm { MatchFields = [new NodeSelectorRequirement { Key = "metadata.name", Operator = NodeSelectorOperator.In, Values = [node] }] }],
            },
        },
    };

    public IPodGrain Pod(string name) => cluster.Grains.GetGrain<IPodGrain>(GrainKey.Pod(Name, name));

    public IReplicaSetGrain ReplicaSet(string name) => cluster.Grains.GetGrain<IReplicaSetGrain>(GrainKey.ReplicaSet(Name, name));

    public IDeploymentGrain Deployment(string name) => cluster.Grains.GetGrain<IDeploymentGrain>(GrainKey.Deployment(Name, name));

    public PodSpec Spec(string image = "hello:1", string? cpu = null, int hostPort = 0) => new()
    {
        NodeSelector = StringMap.Of(("room", Name)),
        Containers =
        [
            new Container
            {
                Name = "main",
                Image = image,
                Resources = new ResourceRequirements
                {
                    Requests = cpu is null ? QuantityMap.Empty : QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.Parse(cpu)),
                },
                Ports = hostPort == 0 ? [] : [new ContainerPort { Port = 80, HostPort = hostPort }],
            },
        ],
    };

    public Pod PodOf(string name, PodSpec? spec = null, params string[] finalizers) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Name, Finalizers = [.. finalizers] },
        Spec = spec ?? Spec(),
    };

    public ReplicaSet ReplicaSetOf(string name, int replicas, PodSpec? spec = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Name },
        Spec = new ReplicaSetSpec { Replicas = replicas, Selector = new LabelSelector { MatchLabels = Labels(name) }, Template = Template(name, spec) },
    };

    public Deployment DeploymentOf(string name, int replicas, PodSpec? spec = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Name },
        Spec = new DeploymentSpec { Replicas = replicas, Selector = new LabelSelector { MatchLabels = Labels(name) }, Template = Template(name, spec) },
    };

    /// <summary>Makes a pod, and returns it as it was stored.</summary>
    public async Task<Pod> CreateAsync(string name, PodSpec spec, params (string Key, string Value)[] labels)
    {
        var pod = PodOf(name, spec);
        return (await Pod(name).Create(pod with { Metadata = pod.Metadata with { Labels = StringMap.Of(labels) } }, WriteOptions.Default)).Resource;
    }

    /// <summary>Waits until a pod has a node, and returns it.</summary>
    public Task<Pod> BoundAsync(string name) => Eventually.Value(
        async () => (await Pod(name).Read())?.Resource is { Spec.NodeName.Length: > 0 } pod ? pod : null, $"pod {name} has a node");

    /// <summary>Waits until a pod says that it has no node, and why; returns it.</summary>
    public Task<Pod> WaitsAsync(string name, string why) => Eventually.Value(
        async () => (await Pod(name).Read())?.Resource is { Spec.NodeName: null } pod
            && pod.Status.Conditions.Any(condition => condition is { Type: "PodScheduled", Status: "False" } && condition.Message!.Contains(why, StringComparison.Ordinal)) ? pod : null,
        $"pod {name} waits because of '{why}'");

    /// <summary>All stored objects of a kind in the namespace.</summary>
    public async Task<ImmutableArray<T>> ListAsync<T>()
        where T : class, IResource<T>
    {
        var kind = Orchestrator.Resources.Description.ResourceKinds.Of<T>();
        var reader = cluster.Services.GetRequiredService<IResourceReader>();
        var list = await reader.ListAsync(new ResourceQuery { Group = kind.Group, Kind = kind.Kind, Namespace = Name }, CancellationToken.None);
        return [.. list.Items.Select(item => ResourceJson.Deserialize<T>(item.Document.Span))];
    }

    /// <summary>The stored pods that are not being deleted and run.</summary>
    public async Task<ImmutableArray<Pod>> RunningAsync() =>
        [.. (await ListAsync<Pod>()).Where(pod => pod.Status.Phase == PodPhase.Running && pod.Metadata.DeletionTimestamp is null)];

    /// <summary>Opens a room in which so many pods run on the node, and another node is there that has none.</summary>
    public static async Task<(Room Room, ImmutableArray<Pod> Pods)> WithPodsAsync(Cluster cluster, int pods, ImmutableSortedDictionary<string, string>? annotations = null, Func<PodSpec, PodSpec>? spec = null)
    {
        var room = await OpenAsync(cluster);
        var deployment = room.DeploymentOf("web", pods, (spec ?? (same => same))(room.Spec()));
        var template = deployment.Spec.Template;
        template = template with { Metadata = template.Metadata with { Annotations = annotations ?? StringMap.Empty } };
        await room.Deployment("web").Create(deployment with { Spec = deployment.Spec with { Template = template } }, WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == pods, "all pods run");
        await room.RegisterAsync(room.OtherNode);
        return (room, await room.RunningAsync());
    }

    /// <summary>The node's silo is declared dead, and its agent reached no more.</summary>
    public async Task LoseAsync()
    {
        await cluster.Agents.LeaveAsync(Name);
        cluster.Silos.Say(Name, Orleans.Runtime.SiloStatus.Dead);
    }

    /// <summary>Waits until a pod runs, and returns it.</summary>
    public Task<Pod> RunsAsync(string name) => Eventually.Value(
        async () => (await Pod(name).Read())?.Resource is { Status.Phase: PodPhase.Running } pod ? pod : null, $"pod {name} runs");

    private static ImmutableSortedDictionary<string, string> Labels(string app) => StringMap.Of(("app", app));

    private static PodTemplateSpec Template(string app, PodSpec? spec) =>
        new() { Metadata = new ObjectMeta { Labels = Labels(app) }, Spec = spec ?? new PodSpec() };
}
