using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How a container is.</summary>
public sealed record ContainerStatus
{
    [Field(1, "The container's name.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(2, "What it does now.", Always = true)]
    public ContainerState State { get; init; } = new();

    [Field(3, "How it last ended.", Always = true)]
    public ContainerState LastState { get; init; } = new();

    [Field(4, "Whether it can serve.", Always = true)]
    public bool Ready { get; init; }

    [Field(5, "How often it was started again.", Always = true, Minimum = 0)]
    public int RestartCount { get; init; }

    [Field(6, "The image that it runs.", Always = true)]
    public string Image { get; init; } = "";

    [Field(7, "The image's id.", Name = "imageID", Always = true)]
    public string ImageId { get; init; } = "";

    [Field(8, "The engine and the container's id in it, as docker://ID.", Name = "containerID")]
    public string? ContainerId { get; init; }

    [Field(9, "Whether it has started.")]
    public bool? Started { get; init; }

    [Field(10, "What the node keeps for it.")]
    [Stored("spec says what is kept")]
    public ImmutableSortedDictionary<string, Quantity> AllocatedResources { get; init; } = QuantityMap.Empty;

    [Field(11, "What it got.")]
    [Stored("spec says what it got")]
    public ResourceRequirements? Resources { get; init; }

    [Field(12, "Its volumes.", List = ListType.Map, Keys = ["mountPath"], Patch = PatchStrategy.Merge, MergeKey = "mountPath")]
    [Stored("spec says which volumes it has")]
    public ImmutableArray<JsonElement> VolumeMounts { get; init; } = [];

    [Field(13, "The user that it runs as.")]
    [Stored("users of containers are not reported")]
    public JsonElement? User { get; init; }

    [Field(14, "Which devices it has, and how they are.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.Merge, MergeKey = "name")]
    public ImmutableArray<ResourceStatus> AllocatedResourcesStatus { get; init; } = [];

    [Field(15, "The signal that asks it to end.")]
    [Stored("the image says which signal asks it to end")]
    public string? StopSignal { get; init; }
}
