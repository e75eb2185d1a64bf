using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What is wanted of a container.</summary>
[RefusedField("volumeDevices", 21, FieldType.List, "no volume is a device; use volumeMounts with hostPath", List = ListType.Map, Keys = ["devicePath"], Patch = PatchStrategy.Merge, MergeKey = "devicePath")]
[RefusedField("restartPolicyRules", 25, FieldType.List, "a container restarts as spec.restartPolicy says")]
public sealed record Container
{
    [Field(1, "The name, unique within the pod.", Required = true, Always = true, Format = TextFormat.DnsLabel)]
    public string Name { get; init; } = "";

    [Field(2, "The image to run.")]
    public string? Image { get; init; }

    [Field(3, "The program and its first arguments; the image's by default.")]
    public ImmutableArray<string> Command { get; init; } = [];

    [Field(4, "Arguments; the image's by default.")]
    public ImmutableArray<string> Args { get; init; } = [];

    [Field(5, "The folder that the program starts in; the image's by default.")]
    public string? WorkingDir { get; init; }

    [Field(6, "Ports that the container listens on.", List = ListType.Map, Keys = ["containerPort", "protocol"], Patch = PatchStrategy.Merge, MergeKey = "containerPort")]
    public ImmutableArray<ContainerPort> Ports { get; init; } = [];

    [Field(7, "Environment variables.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
    public ImmutableArray<EnvVar> Env { get; init; } = [];

    [Field(8, "What the container needs and may use.", Always = true)]
    public ResourceRequirements Resources { get; init; } = new();

    [Field(9, "Where the container sees volumes.", List = ListType.Map, Keys = ["mountPath"], Patch = PatchStrategy.Merge, MergeKey = "mountPath")]
    public ImmutableArray<VolumeMount> VolumeMounts { get; init; } = [];

    [Field(10, "Whether the container is alive; one that is not is restarted.")]
    public Probe? LivenessProbe { get; init; }

    [Field(11, "Whether the container can serve.")]
    public Probe? ReadinessProbe { get; init; }

    [Field(12, "What is done after the start and before the stop.")]
    public Lifecycle? Lifecycle { get; init; }

    [Field(13, "The file with the container's last words.", Default = "\"/dev/termination-log\"")]
    public string? TerminationMessagePath { get; init; }

    [Field(14, "When the image is pulled; Always for the tag latest or none, else IfNotPresent.", OneOf = ["Always", "IfNotPresent", "Never"])]
    public string? ImagePullPolicy { get; init; }

    [Field(15, "As whom and with which powers the container runs.")]
    public SecurityContext? SecurityContext { get; init; }

    [Field(16, "Whether standard input stays open.")]
    public bool Stdin { get; init; }

    [Field(17, "Whether standard input closes after the first client.")]
    public bool StdinOnce { get; init; }

    [Field(18, "Whether the container has a terminal.")]
    public bool Tty { get; init; }

    [Field(19, "ConfigMaps and Secrets whose values are environment variables; a later one counts more, and env most.")]
    public ImmutableArray<EnvFromSource> EnvFrom { get; init; } = [];

    [Field(20, "Where the container's last words come from.", Default = "\"File\"", OneOf = ["File", "FallbackToLogsOnError"])]
    public string? TerminationMessagePolicy { get; init; }

    [Field(22, "Whether the container has started; until then nothing else is asked of it.")]
    public Probe? StartupProbe { get; init; }

    [Field(23, "What a change of resources restarts.")]
    [Stored("resources of a running container can't be changed")]
    public ImmutableArray<ContainerResizePolicy> ResizePolicy { get; init; } = [];

    [Field(24, "Always makes an init container a sidecar: it runs beside the others from its turn on, and ends after them.", OneOf = ["Always"])]
    public string? RestartPolicy { get; init; }

    /// <summary>Whether an init container is a sidecar: it runs beside the others from its turn on, and ends after them.</summary>
    [JsonIgnore]
    public bool IsSidecar => RestartPolicy == Core.RestartPolicy.Always;
}
