using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    // The engine answers reads side by side; more than this only queues inside it.
    private const int ParallelReads = 8;

    /// <inheritdoc />
    public async Task<ContainerInfo?> FindContainerAsync(string idOrName, CancellationToken cancellationToken)
    {
        EngineNames.Object(idOrName);
        try
        {
            return await CallAsync(
                EngineOperation.FindContainer,
                async (session, token) => ContainerReading.Of(await session.Client.Containers.InspectContainerAsync(idOrName, token)),
                cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return CallAsync(EngineOperation.ListContainers, (session, token) => ListAsync(session.Client, labels, token), cancellationToken);
    }

    // The engine's list has neither exit codes nor times nor process ids, so each container on it is read by itself.
    private static async Task<IReadOnlyList<ContainerInfo>> ListAsync(
        DockerClient client, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = EngineFilters.Labels(labels) };
        var listed = await client.Containers.ListContainersAsync(parameters, cancellationToken);
        var containers = new ContainerInfo?[listed.Count];
        await Parallel.ForAsync(
            0,
            listed.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (index, token) => containers[index] = await ReadAsync(client, listed[index].ID ?? "", token));
        return [.. containers.OfType<ContainerInfo>()];
    }

    private static async Task<ContainerInfo?> ReadAsync(DockerClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            return ContainerReading.Of(await client.Containers.InspectContainerAsync(id, cancellationToken));
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }
}
