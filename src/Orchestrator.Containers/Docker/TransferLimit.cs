namespace Orchestrator.Containers.Docker;

/// <summary>Ends a transfer in which nothing moves for too long, however long all of it takes.</summary>
internal sealed class TransferLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _linked;

    public TransferLimit(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _cancellationToken = cancellationToken;
        _stalled = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
    }

    /// <summary>Says that something moved.</summary>
    public void Moved() => _stalled.CancelAfter(_limit);

    /// <summary>Runs the transfer.</summary>
    /// <exception cref="EngineException">Nothing moved for too long.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> transfer)
    {
        try
        {
            await transfer(_linked.Token);
        }
        catch (Exception exception) when (_stalled.IsCancellationRequested && !_cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(
                EngineFault.Unavailable, $"The transfer to or from the container engine made no progress for {_limit.TotalSeconds:0.#} seconds.", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _linked.Dispose();
        _stalled.Dispose();
    }
}
