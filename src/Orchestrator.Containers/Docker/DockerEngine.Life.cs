using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    private static readonly TimeSpan RemovalPause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc />
    public Task<string> CreateContainerAsync(ContainerSpec container, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(container);
        var request = ContainerRequest.Of(container);
        return CallAsync(
            EngineOperation.CreateContainer,
            async (session, token) => (await session.Client.Containers.CreateContainerAsync(request, token)).ID ?? "",
            cancellationToken);
    }

    /// <inheritdoc />
    public Task StartContainerAsync(string id, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        return CallAsync(
            EngineOperation.StartContainer, (client, token) => client.Containers.StartContainerAsync(id, new ContainerStartParameters(), token), cancellationToken);
    }

    /// <inheritdoc />
    public async Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        try
        {
            await CallAsync(EngineOperation.StopContainer, (client, token) => StopAsync(client, id, grace, token), cancellationToken, _options.CallTimeout + grace);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            // Gone is as good as stopped.
        }
    }

    /// <inheritdoc />
    public Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentException.ThrowIfNullOrEmpty(signal);
        return CallAsync(
            EngineOperation.KillContainer,
            (client, token) => client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = signal }, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        try
        {
            await CallAsync(EngineOperation.RemoveContainer, (client, token) => RemoveAsync(client, id, token), cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            // Gone is what was asked for.
        }
    }

    private static async Task StopAsync(DockerClient client, string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        var seconds = (uint)Math.Min(Math.Ceiling(grace.TotalSeconds), int.MaxValue);
        if (seconds > 0)
        {
            await client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = seconds }, cancellationToken);
            return;
        }

        // The library leaves a grace of 0 out of the request, which to the engine means 10 seconds.
        try
        {
            await client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" }, cancellationToken);
        }
        catch (DockerApiException exception) when (exception.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // It does not run.
        }
    }

    // Somebody else's removal of the same container is waited for: to the caller a removed container is one whose name is free. The call's timeout bounds it.
    private async Task RemoveAsync(DockerClient client, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
                return;
            }
            catch (DockerApiException exception) when (exception.StatusCode == System.Net.HttpStatusCode.Conflict)
            {
                await Task.Delay(RemovalPause, _time, cancellationToken);
            }
        }
    }
}
