using System.Reflection;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Images;

/// <summary>An engine whose pulls are counted.</summary>
public class CountedEngine : DispatchProxy
{
    private IContainerEngine _engine = null!;
    private int _pulls;

    /// <summary>How many have begun.</summary>
    public int Pulls => Volatile.Read(ref _pulls);

    /// <summary>Counts the pulls of an engine.</summary>
    public static (IContainerEngine Engine, CountedEngine Count) Of(IContainerEngine engine)
    {
        var proxy = Create<IContainerEngine, CountedEngine>();
        var count = (CountedEngine)(object)proxy;
        count._engine = engine;
        return (proxy, count);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IContainerEngine.PullImageAsync))
        {
            Interlocked.Increment(ref _pulls);
        }

        return targetMethod.Invoke(_engine, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
