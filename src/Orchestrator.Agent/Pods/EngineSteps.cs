using Orchestrator.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>What steps do to a run on the engine, whatever it is a run of.</summary>
internal static class EngineSteps
{
    /// <summary>
    /// Makes a container, or finds it made: a taken name means that this very run was made before, and that its maker was interrupted before it could say so.
    /// </summary>
    public static async Task<string> CreateOrAdoptAsync(IContainerEngine engine, ContainerSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.CreateContainerAsync(spec, cancellationToken);
        }
        catch (EngineException e) when (e.Fault == EngineFault.Conflict)
        {
            var existing = await engine.FindContainerAsync(spec.Name, cancellationToken);
            var ours = existing is not null && spec.Labels.All(label => existing.Labels.GetValueOrDefault(label.Key) == label.Value);
            if (ours)
            {
                return existing!.Id;
            }

            throw;
        }
    }

    /// <summary>Kills and removes runs, one after the other.</summary>
    public static async Task RemoveAsync(IContainerEngine engine, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await engine.RemoveContainerAsync(id, cancellationToken);
        }
    }
}
