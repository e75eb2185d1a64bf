using System.Reflection;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Images;

/// <summary>An engine whose first answer to the question for an image is late: it is of the moment at which it was asked.</summary>
public class LateLookEngine : DispatchProxy
{
    private IContainerEngine _engine = null!;
    private Task _gate = Task.CompletedTask;
    private int _looks;

    /// <summary>Holds the first answer of an engine back until this is done.</summary>
    public static IContainerEngine Of(IContainerEngine engine, Task gate)
    {
        var proxy = Create<IContainerEngine, LateLookEngine>();
        ((LateLookEngine)(object)proxy)._engine = engine;
        ((LateLookEngine)(object)proxy)._gate = gate;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_engine, BindingFlags.DoNotWrapExceptions, null, args, null);
        return targetMethod.Name == nameof(IContainerEngine.FindImageAsync) && Interlocked.Increment(ref _looks) == 1 ? AfterGateAsync((Task<ImageInfo?>)answer!) : answer;
    }

    private async Task<ImageInfo?> AfterGateAsync(Task<ImageInfo?> answer)
    {
        await _gate;
        return await answer;
    }
}
