using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The real changes of namespaces, before whose reading a test may do something of its own.</summary>
public sealed class TappedChanges(INamespaceChanges inner) : INamespaceChanges
{
    private Func<Task>? _before;

    /// <summary>Runs an action before the next reading.</summary>
    public void BeforeNext(Func<Task> action) => Interlocked.Exchange(ref _before, action);

    /// <inheritdoc/>
    public async Task<(long UpTo, ImmutableArray<string> Namespaces)> SinceAsync(ImmutableArray<string> kinds, long version, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _before, null) is { } action)
        {
            await action();
        }

        return await inner.SinceAsync(kinds, version, cancellationToken);
    }
}
