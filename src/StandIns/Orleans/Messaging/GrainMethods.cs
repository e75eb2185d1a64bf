using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>The grain methods that were called so far.</summary>
internal sealed class GrainMethods
{
    private readonly ConcurrentDictionary<MethodInfo, GrainMethod> _methods = new();
    private readonly ConcurrentDictionary<(Type Class, string Interface, string Signature), GrainMethod?> _named = new();

    public GrainMethod Get(MethodInfo info) =>
        _methods.TryGetValue(info, out var method) ? method : _methods.GetOrAdd(info, static info => new GrainMethod(info));

    /// <summary>The method of a grain class that a message names.</summary>
    public GrainMethod Find(GrainClass grainClass, string interfaceName, string signature) =>
        _named.GetOrAdd((grainClass.Type, interfaceName, signature), key => Look(grainClass, key.Interface, key.Signature))
        ?? throw new OrleansMessageRejectionException(
            $"The grain class {grainClass.Type} has no method {signature} of {interfaceName}: the caller has another version of the interface.");

    // Only what belongs to a grain interface can be called from elsewhere, and nothing else that a class implements.
    private GrainMethod? Look(GrainClass grainClass, string interfaceName, string signature) =>
        grainClass.Interfaces.SelectMany(type => type.GetInterfaces().Prepend(type))
            .Where(type => type.ToString() == interfaceName)
            .SelectMany(type => type.GetMethods())
            .FirstOrDefault(method => GrainMethod.SignatureOf(method) == signature) is { } found
            ? Get(found)
            : null;
}
