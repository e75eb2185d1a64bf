namespace Orchestrator.Containers.Tests.Support;

/// <summary>An open stream of events, which is read on the side so that what a test waits for can have come already.</summary>
public sealed class Watch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ContainerEvent> _events = [];
    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;

    public static async Task<Watch> OpenAsync(IContainerEngine engine, IReadOnlyDictionary<string, string> labels)
    {
        var watch = new Watch();
        var events = engine.WatchAsync(labels, watch._stop.Token).GetAsyncEnumerator(watch._stop.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(ContainerEventType.Connected, events.Current.Type);
        watch._reading = watch.ReadAsync(events);
        return watch;
    }

    /// <summary>The events up to the first that is meant.</summary>
    public async Task<IReadOnlyList<ContainerEvent>> UntilAsync(Predicate<ContainerEvent> meant)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            lock (_gate)
            {
                if (_events.FindIndex(meant) is >= 0 and var index)
                {
                    return _events[..(index + 1)];
                }
            }

            await Task.Delay(10, bound.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _reading);
        _stop.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerator<ContainerEvent> events)
    {
        await using (events)
        {
            while (await events.MoveNextAsync())
            {
                lock (_gate)
                {
                    _events.Add(events.Current);
                }
            }
        }
    }
}
