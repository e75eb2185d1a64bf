using System.Reflection;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Counts the calls of an engine.</summary>
public class CountedEngine : DispatchProxy
{
    private IContainerEngine _engine = null!;
    private int _calls;

    public int Calls => _calls;

    public static IContainerEngine Of(IContainerEngine engine)
    {
        var counted = Create<IContainerEngine, CountedEngine>();
        ((CountedEngine)(object)counted)._engine = engine;
        return counted;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Interlocked.Increment(ref _calls);
        return targetMethod!.Invoke(_engine, args);
    }
}
