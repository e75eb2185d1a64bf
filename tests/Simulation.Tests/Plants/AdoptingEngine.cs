using System.Reflection;
using Orchestrator.Containers;

namespace Orchestrator.Simulations.Plants;

/// <summary>
/// An engine whose containers, found under the name of one that was to be made, carry just the labels that were wanted: so an agent adopts by the name alone.
/// </summary>
#pragma warning disable CA1852 // .NET derives the proxy from it.
internal class AdoptingEngine : DispatchProxy
#pragma warning restore CA1852
{
    private readonly Dictionary<string, ContainerSpec> _wanted = new(StringComparer.Ordinal);
    private IContainerEngine _engine = null!;

    /// <summary>Puts the defect before an engine.</summary>
    public static IContainerEngine Before(IContainerEngine engine)
    {
        var proxy = Create<IContainerEngine, AdoptingEngine>();
        ((AdoptingEngine)(object)proxy)._engine = engine;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [ContainerSpec spec, ..])
        {
            _wanted[spec.Name] = spec;
        }

        var answer = targetMethod!.Invoke(_engine, BindingFlags.DoNotWrapExceptions, null, args, null);
        return answer is Task<ContainerInfo?> found ? RelabelAsync(found) : answer;
    }

    private async Task<ContainerInfo?> RelabelAsync(Task<ContainerInfo?> found) =>
        await found is { } info ? _wanted.TryGetValue(info.Name, out var spec) ? info with { Labels = spec.Labels } : info : null;
}
