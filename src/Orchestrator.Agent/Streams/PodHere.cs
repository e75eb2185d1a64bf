using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Streams;

/// <summary>A pod of this node.</summary>
public sealed record PodHere
{
    private const string IdPrefix = "docker://";

    /// <summary>The pod.</summary>
    public required Pod Pod { get; init; }

    /// <summary>Its address on the node's network; null where it has none.</summary>
    public string? Address { get; init; }

    /// <summary>How its containers are, init containers included, as the agent last saw them.</summary>
    public ImmutableArray<ContainerStatus> Statuses { get; init; } = [];

    /// <summary>Its containers that run: each with the engine's id of it.</summary>
    public IEnumerable<(string Name, string Id)> Running =>
        from status in Statuses
        where status.State.Running is not null
        let id = IdOf(status.ContainerId)
        where id is not null
        select (status.Name, id);

    /// <summary>How a container is; null where nothing is known of it yet.</summary>
    /// <exception cref="ApiException">The pod has no container of this name.</exception>
    public ContainerStatus? StatusOf(string container)
    {
        var all = Pod.Spec.InitContainers.Concat(Pod.Spec.Containers);
        return all.Any(one => one.Name == container)
            ? Statuses.FirstOrDefault(status => status.Name == container)
            : throw ApiErrors.BadRequest($"container {container} is not valid for pod {Pod.Metadata.Name}");
    }

    /// <summary>The engine's id in a status' <c>docker://ID</c>, or null.</summary>
    public static string? IdOf(string? containerId) =>
        containerId is not null && containerId.StartsWith(IdPrefix, StringComparison.Ordinal) ? containerId[IdPrefix.Length..] : null;
}
