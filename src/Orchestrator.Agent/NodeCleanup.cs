using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;

namespace Orchestrator.Agent;

/// <summary>Ends all containers of the node and removes them, their network and what their pods have on the disk, for a machine that is to be as it was.</summary>
internal sealed class NodeCleanup(AgentServices services)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private const int AttemptsMax = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Stops with a short grace, and removes. A container that was just being made when the agent was told to end may come after the first look, so what fails is
    /// looked at again, a few times.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RemoveAllAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is (EngineException or VolumeException) && attempt < AttemptsMax)
            {
                Log.CleanupRepeated(services.Log, e);
                await Task.Delay(Pause, services.Clock, cancellationToken);
            }
        }
    }

    private async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        var containers = await services.Engine.ListContainersAsync(ContainerLabels.OfNode(services.Options), cancellationToken);
        Log.CleaningUp(services.Log, containers.Count);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = services.Options.ParallelStarts, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(containers, parallel, async (container, stop) =>
        {
            if (container.State == ContainerState.Running)
            {
                await services.Engine.StopContainerAsync(container.Id, Grace, stop);
            }

            await services.Engine.RemoveContainerAsync(container.Id, stop);
        });
        await services.Engine.RemoveNetworkAsync(services.Network.Name, cancellationToken);
        foreach (var uid in services.Volumes.Uids())
        {
            services.Volumes.Remove(uid);
        }
    }
}
