using System.Collections.Concurrent;
using Orleans.Messaging;

namespace Orleans.Runtime;

/// <summary>The silos of this process, by cluster: a client reaches these only, because silos have no transport yet.</summary>
internal static class InProcessSilos
{
    private static readonly ConcurrentDictionary<string, ICallRouter> Routers = new(StringComparer.Ordinal);

    public static void Add(string clusterId, ICallRouter router) => Routers[clusterId] = router;

    public static void Remove(string clusterId) => Routers.TryRemove(clusterId, out _);

    public static ICallRouter? Find(string clusterId) => Routers.GetValueOrDefault(clusterId);
}
