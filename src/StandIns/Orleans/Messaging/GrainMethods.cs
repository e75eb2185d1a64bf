using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Messaging;

/// <summary>The grain methods that were called so far.</summary>
internal sealed class GrainMethods
{
    private readonly ConcurrentDictionary<MethodInfo, GrainMethod> _methods = new();

    public GrainMethod Get(MethodInfo info) =>
        _methods.TryGetValue(info, out var method) ? method : _methods.GetOrAdd(info, static info => new GrainMethod(info));
}
