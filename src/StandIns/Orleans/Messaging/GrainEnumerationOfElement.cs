using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>A sequence of <typeparamref name="T"/> that a grain's method makes.</summary>
internal sealed class GrainEnumeration<T> : GrainEnumeration
{
    private readonly IAsyncEnumerator<T> _inner;

    public GrainEnumeration(Invocation call, Activation activation, string name)
        : base(call, activation, name)
    {
        if (call.Method.CancellationIndex >= 0)
        {
            call.Arguments[call.Method.CancellationIndex] = Cancellation;
        }

        _inner = ((IAsyncEnumerable<T>)call.Method.Invoke(activation.GrainInstance!, call.Arguments)!).GetAsyncEnumerator(Cancellation);
    }

    protected override object? Current => _inner.Current;

    protected override Task<bool> MoveNextAsync() => _inner.MoveNextAsync().AsTask();

    protected override ValueTask DisposeInnerAsync() => _inner.DisposeAsync();
}
