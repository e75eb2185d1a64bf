using System.Collections.Concurrent;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Pressure;

/// <summary>Where containers that run are to be found on the machine: their first process, their files. The engine is asked once for each.</summary>
internal sealed class ContainerPlaces(IContainerEngine engine)
{
    private readonly ConcurrentDictionary<string, ContainerInfo> _known = new(StringComparer.Ordinal);

    /// <summary>The container as it was when it was first asked for; null where it does not run.</summary>
    public async Task<ContainerInfo?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        var found = await engine.FindContainerAsync(id, cancellationToken);
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
