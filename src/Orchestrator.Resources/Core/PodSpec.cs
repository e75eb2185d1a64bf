using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>What is wanted of a pod.</summary>
[RefusedField("runtimeClassName", 29, FieldType.String, "the engine's default runtime runs all containers")]
[RefusedField("ephemeralContainers", 34, FieldType.List, "ephemeral containers are not served; run a command in a container that is there", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
[RefusedField("schedulingGates", 38, FieldType.List, "pods are placed at once; create the pod when it may be placed", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
[RefusedField("resourceClaims", 39, FieldType.List, "devices can't be claimed", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.MergeRetainKeys, MergeKey = "name")]
[RefusedField("resources", 40, FieldType.Object, "resources are requested by the containers; set their resources")]
public sealed record PodSpec
{
    [Field(1, "Files that the containers can share.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.MergeRetainKeys, MergeKey = "name")]
    public ImmutableArray<Volume> Volumes { get; init; } = [];

    [Field(2, "The containers.", Required = true, List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
    public ImmutableArray<Container> Containers { get; init; } = [];

    [Field(3, "Whether a container that ended is started again.", Default = "\"Always\"", OneOf = ["Always", "OnFailure", "Never"])]
    public string? RestartPolicy { get; init; }

    [Field(4, "How long a container has to end after it was asked to, in seconds.", Default = "30", Minimum = 0)]
    public long? TerminationGracePeriodSeconds { get; init; }

    [Field(5, "After how many seconds the pod is ended.", Minimum = 1, Maximum = 2147483647)]
    public long? ActiveDeadlineSeconds { get; init; }

    [Field(6, "Which name servers the pod asks.", Default = "\"ClusterFirst\"", OneOf = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"])]
    [Stored("containers ask the name servers that the engine gives them")]
    public string? DnsPolicy { get; init; }

    [Field(7, "Labels that the pod's node must have.", Atomic = true)]
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } = StringMap.Empty;

    [Field(8, "The account as which the pod calls the API.", Format = TextFormat.DnsSubdomain)]
    public string? ServiceAccountName { get; init; }

    [Field(9, "The older name of serviceAccountName.")]
    public string? ServiceAccount { get; init; }

    [Field(10, "The node that the pod is bound to; set by the scheduler.", Format = TextFormat.DnsSubdomain)]
    public string? NodeName { get; init; }

    [Field(11, "Whether the pod uses the machine's network.")]
    public bool HostNetwork { get; init; }

    [Field(12, "Whether the pod sees the machine's processes.", Name = "hostPID")]
    public bool HostPid { get; init; }

    [Field(13, "Whether the pod uses the machine's shared memory.", Name = "hostIPC")]
    public bool HostIpc { get; init; }

    [Field(14, "As whom and with which powers the containers run, unless they say otherwise.", Always = true)]
    public PodSecurityContext SecurityContext { get; init; } = new();

    [Field(15, "Secrets with the credentials of registries.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
    public ImmutableArray<LocalObjectReference> ImagePullSecrets { get; init; } = [];

    [Field(16, "The host name inside the pod; the pod's name by default.", Format = TextFormat.DnsLabel)]
    public string? Hostname { get; init; }

    [Field(17, "The part of the pod's full name between its host name and its namespace.", Format = TextFormat.DnsLabel)]
    [Stored("pods have no names in DNS")]
    public string? Subdomain { get; init; }

    [Field(18, "Which nodes and which other pods the pod wants to be near, or away from.")]
    public Affinity? Affinity { get; init; }

    [Field(19, "Who places the pod: any other name waits for somebody who binds it (pods/binding).", Default = "\"default-scheduler\"")]
    public string? SchedulerName { get; init; }

    [Field(20, "Containers that run one after the other before the others start.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
    public ImmutableArray<Container> InitContainers { get; init; } = [];

    [Field(21, "Whether the account's credentials are put into the containers.")]
    [Stored("pods get a token only where a projected volume asks for one")]
    public bool? AutomountServiceAccountToken { get; init; }

    [Field(22, "Taints that do not keep the pod off a node, or away from it for a time.")]
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    [Field(23, "Lines for the hosts file.", List = ListType.Map, Keys = ["ip"], Patch = PatchStrategy.Merge, MergeKey = "ip")]
    public ImmutableArray<HostAlias> HostAliases { get; init; } = [];

    [Field(24, "The class that says how much the pod matters.")]
    [Stored("all pods matter alike")]
    public string? PriorityClassName { get; init; }

    [Field(25, "How much the pod matters.")]
    public int? Priority { get; init; }

    [Field(26, "Further settings of name resolution.")]
    [Stored("containers ask the name servers that the engine gives them")]
    public JsonElement? DnsConfig { get; init; }

    [Field(27, "Whether the pod's containers see each other's processes.")]
    public bool? ShareProcessNamespace { get; init; }

    [Field(28, "Conditions that must hold for the pod to be ready.")]
    public ImmutableArray<PodReadinessGate> ReadinessGates { get; init; } = [];

    [Field(30, "Whether services appear as environment variables.")]
    [Stored("services are not served")]
    public bool? EnableServiceLinks { get; init; }

    [Field(31, "Whether the pod may displace others.", OneOf = ["PreemptLowerPriority", "Never"])]
    public string? PreemptionPolicy { get; init; }

    [Field(32, "What the pod needs beyond its containers.")]
    public ImmutableSortedDictionary<string, Quantity> Overhead { get; init; } = QuantityMap.Empty;

    [Field(33, "How evenly pods are spread over parts of the cluster.", List = ListType.Map, Keys = ["topologyKey", "whenUnsatisfiable"], Patch = PatchStrategy.Merge, MergeKey = "topologyKey")]
    public ImmutableArray<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];

    [Field(35, "Whether the host name is the pod's full name.", Name = "setHostnameAsFQDN")]
    [Stored("pods have no names in DNS")]
    public bool? SetHostnameAsFqdn { get; init; }

    [Field(36, "The system that the pod is made for.")]
    public PodOs? Os { get; init; }

    [Field(37, "Whether users in the pod are the machine's.")]
    [Refused("user namespaces are not served", Except = "true")]
    public bool? HostUsers { get; init; }

    [Field(41, "The host name inside the pod, whatever its length.")]
    [Stored("hostname sets the host name")]
    public string? HostnameOverride { get; init; }
}
