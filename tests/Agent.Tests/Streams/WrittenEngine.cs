using System.Reflection;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>An engine that has nothing but a log, in pieces as a test wants them.</summary>
public class WrittenEngine : DispatchProxy
{
    private IReadOnlyList<byte[]> _pieces = [];

    public static IContainerEngine Of(IReadOnlyList<byte[]> pieces)
    {
        var engine = Create<IContainerEngine, WrittenEngine>();
        ((WrittenEngine)(object)engine)._pieces = pieces;
        return engine;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IContainerEngine.ReadLogsAsync)
        ? _pieces.Select(piece => (ReadOnlyMemory<byte>)piece).ToAsyncEnumerable()
        : throw new NotSupportedException($"{targetMethod.Name} is not a log.");
}
