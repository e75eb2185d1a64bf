using System.Collections.Concurrent;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Stats;

/// <summary>
/// Where containers that run are to be found on the machine: their first process, their files. The engine is asked once for each, whoever wants to know;
/// <see cref="UsageReader"/>, which looks at all of them, says which there still are.
/// </summary>
public sealed class ContainerPlaces(IContainerEngine engine)
{
    private readonly ConcurrentDictionary<string, ContainerInfo> _known = new(StringComparer.Ordinal);

    /// <summary>The container as it was when it was first asked for; null where nobody has asked for it while it ran.</summary>
    public ContainerInfo? Known(string id) => _known.GetValueOrDefault(id);

    /// <summary>The container as it was when it was first asked for; null where it does not run.</summary>
    /// <exception cref="EngineException">The engine did not say.</exception>
    public async Task<ContainerInfo?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Known(id) is { } known)
        {
            return known;
        }

        var found = await engine.FindContainerAsync(id, cancellationToken).ConfigureAwait(false);
        return found is { State: ContainerState.Running } ? _known.GetOrAdd(id, found) : null;
    }

    /// <summary>Forgets containers that are not among these.</summary>
    public void KeepOnly(IReadOnlySet<string> ids)
    {
        foreach (var id in _known.Keys.Where(id => !ids.Contains(id)))
        {
            _known.TryRemove(id, out _);
        }
    }
}
