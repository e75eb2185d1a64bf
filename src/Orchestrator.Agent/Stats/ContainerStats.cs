using System.Collections.Concurrent;
using System.Globalization;

namespace Orchestrator.Agent.Stats;

/// <summary>What the containers of this node use. Where a container's control groups are is found once, by its first process.</summary>
/// <param name="clock">The clock.</param>
/// <param name="mounts">Where control groups are mounted.</param>
/// <param name="proc">The kernel's <c>/proc</c>.</param>
public sealed class ContainerStats(TimeProvider clock, CgroupMounts mounts, string proc = "/proc")
{
    private readonly CgroupReader _reader = new(clock);
    private readonly ConcurrentDictionary<string, ContainerCgroup> _groups = new(StringComparer.Ordinal);

    /// <summary>What a container uses now; null where it does not run.</summary>
    /// <param name="id">The engine's id of it.</param>
    /// <param name="processId">Its first process.</param>
    public ContainerUsage? Read(string id, int processId)
    {
        if (!_groups.TryGetValue(id, out var group))
        {
            group = mounts.Find(string.Create(CultureInfo.InvariantCulture, $"{proc}/{processId}/cgroup"));
            if (group is null)
            {
                return null;
            }

            _groups[id] = group;
        }

        var usage = _reader.Read(group);
        if (usage is null)
        {
            _groups.TryRemove(id, out _);
        }

        return usage;
    }

    /// <summary>Forgets where the groups of containers are that are not among these.</summary>
    public void KeepOnly(IReadOnlySet<string> ids)
    {
        foreach (var id in _groups.Keys.Where(id => !ids.Contains(id)))
        {
            _groups.TryRemove(id, out _);
        }
    }
}
