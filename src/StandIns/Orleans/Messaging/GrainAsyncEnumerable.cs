namespace Orleans.Messaging;

/// <summary>A sequence that a grain's method makes; the method runs when the sequence is enumerated.</summary>
internal sealed class GrainAsyncEnumerable<T>(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new GrainAsyncEnumerator<T>(caller, target, method, [.. arguments], cancellationToken);
}
