using System.Collections.Immutable;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Pressure;

/// <summary>What is left of this machine, the engine's disk included. Where the engine keeps its data is asked until it is known.</summary>
internal sealed class MachineLook(IContainerEngine engine, NodeFolder folder)
{
    private readonly MachineUsage _usage = new(folder.Root);
    private string? _engineFolder;

    /// <summary>Looks at all of it.</summary>
    public async Task<ImmutableArray<SignalObservation>> ObserveAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Root);
        _engineFolder ??= await FindEngineFolderAsync(cancellationToken);
        return _usage.Observe(_engineFolder);
    }

    // An engine that is away now has its data where it had it, but nothing is concluded before it was heard once.
    private async Task<string?> FindEngineFolderAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.GetInfoAsync(cancellationToken)).DataRoot;
        }
        catch (EngineException)
        {
            return null;
        }
    }
}
