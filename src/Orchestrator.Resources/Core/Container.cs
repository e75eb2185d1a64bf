using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What is wanted of a container.</summary>
[RefusedField("volumeMounts", 9, FieldType.List, "volumes are not served; build files into the image", List = ListType.Map, Keys = ["mountPath"], Patch = PatchStrategy.Merge, MergeKey = "mountPath")]
[RefusedField("securityContext", 15, FieldType.Object, "users, groups and privileges of containers can't be set; remove the field or make it empty")]
[RefusedField("envFrom", 19, FieldType.List, "config maps and secrets are not served; set env with values")]
[RefusedField("volumeDevices", 21, FieldType.List, "volumes are not served", List = ListType.Map, Keys = ["devicePath"], Patch = PatchStrategy.Merge, MergeKey = "devicePath")]
[RefusedField("restartPolicy", 24, FieldType.String, "a container restarts as spec.restartPolicy says")]
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

    [Field(10, "When to restart the container.")]
    [Stored("probes are not run yet; a container that runs counts as alive")]
    public JsonElement? LivenessProbe { get; init; }

    [Field(11, "When the container can serve.")]
    [Stored("probes are not run yet; a container that runs counts as ready")]
    public JsonElement? ReadinessProbe { get; init; }

    [Field(12, "What to do after the start and before the stop.")]
    [Stored("hooks are not run yet")]
    public JsonElement? Lifecycle { get; init; }

    [Field(13, "The file with the container's last words.", Default = "\"/dev/termination-log\"")]
    [Stored("last words are not read yet")]
    public string? TerminationMessagePath { get; init; }

    [Field(14, "When the image is pulled; Always for the tag latest or none, else IfNotPresent.", OneOf = ["Always", "IfNotPresent", "Never"])]
    public string? ImagePullPolicy { get; init; }

    [Field(16, "Whether standard input stays open.")]
    [Stored("containers have no standard input yet")]
    public bool Stdin { get; init; }

    [Field(17, "Whether standard input closes after the first client.")]
    [Stored("containers have no standard input yet")]
    public bool StdinOnce { get; init; }

    [Field(18, "Whether the container has a terminal.")]
    [Stored("containers have no terminal yet")]
    public bool Tty { get; init; }

    [Field(20, "Where the container's last words come from.", Default = "\"File\"", OneOf = ["File", "FallbackToLogsOnError"])]
    [Stored("last words are not read yet")]
    public string? TerminationMessagePolicy { get; init; }

    [Field(22, "When the container has started.")]
    [Stored("probes are not run yet; a container that runs counts as started")]
    public JsonElement? StartupProbe { get; init; }

    [Field(23, "What a change of resources restarts.")]
    [Stored("resources of a running container can't be changed")]
    public ImmutableArray<JsonElement> ResizePolicy { get; init; } = [];
}
