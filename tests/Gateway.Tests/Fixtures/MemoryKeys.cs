using System.Collections.Concurrent;
using Orchestrator.Contracts.Access;

namespace Gateway.Tests.Fixtures;

/// <summary>Keys of a cluster in memory.</summary>
public sealed class MemoryKeys : IClusterKeys
{
    private readonly ConcurrentDictionary<string, string> _keys = new();

    public Task<string> GetOrMakeAsync(string name, Func<string> make, CancellationToken cancellationToken) => Task.FromResult(_keys.GetOrAdd(name, _ => make()));
}
