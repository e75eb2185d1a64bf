using System.Collections.Concurrent;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class EventTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Watch_tells_the_life_of_a_container_in_order()
    {
        var labels = OwnLabels();
        await using var watch = await Watch.OpenAsync(_engine, labels);

        var id = await real.RunAsync(real.Spec("watched", "sleep", "600") with { Labels = labels });
        await _engine.StopContainerAsync(id, TimeSpan.Zero, default);
        await _engine.RemoveContainerAsync(id, default);

        var events = await watch.UntilAsync(happened => happened.Type == ContainerEventType.Removed);
        Assert.All(events, happened => Assert.Equal(id, happened.ContainerId));
        Assert.All(events, happened => Assert.Equal(labels, happened.Labels));
        var types = events.Select(happened => happened.Type).Where(type => type != ContainerEventType.Changed);
        Assert.Equal([ContainerEventType.Started, ContainerEventType.Died, ContainerEventType.Removed], types);
    }

    [Fact]
    public async Task Watch_tells_nothing_of_other_containers()
    {
        var labels = OwnLabels();
        await using var watch = await Watch.OpenAsync(_engine, labels);

        await real.RunToEndAsync(real.Spec("other", "sh", "-c", "exit 0"));
        var own = await real.RunAsync(real.Spec("own", "sh", "-c", "exit 0") with { Labels = labels });

        var events = await watch.UntilAsync(happened => happened.Type == ContainerEventType.Died);
        Assert.All(events, happened => Assert.Equal(own, happened.ContainerId));
    }

    [Fact]
    public async Task Watch_tells_of_a_kill_for_memory()
    {
        var labels = OwnLabels();
        await using var watch = await Watch.OpenAsync(_engine, labels);

        // The engine hears of what is killed for memory once the start is done.
        var id = await real.RunAsync(real.Spec("oomevent", "sh", "-c", "until test -e /go; do sleep 0.1; done; cat /dev/zero | tail") with { Labels = labels, MemoryLimitBytes = 16 << 20 });
        await _engine.RunAsync(id, "touch", "/go");

        await watch.UntilAsync(happened => happened.Type == ContainerEventType.OutOfMemory);
    }

    [Fact]
    public async Task Watch_then_list_misses_nothing_while_containers_come_and_go()
    {
        var labels = OwnLabels();
        using var stop = new CancellationTokenSource();
        var created = new ConcurrentBag<string>();
        var churn = Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                created.Add(await _engine.CreateContainerAsync(real.Spec("churn", "sleep", "600") with { Labels = labels }, default));
            }
        }).ToList();

        for (var round = 0; round < 5; round++)
        {
            var before = created.Count;
            await using var watch = await Watch.OpenAsync(_engine, labels);
            var listed = (await _engine.ListContainersAsync(labels, default)).Select(container => container.Id).ToHashSet();
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (created.Count < before + 10)
            {
                await Task.Delay(5, bound.Token);
            }

            foreach (var id in created.ToList().Where(id => !listed.Contains(id)))
            {
                await watch.UntilAsync(happened => happened.ContainerId == id);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(churn);
        await Parallel.ForEachAsync(created, async (id, _) => await _engine.RemoveContainerAsync(id, default));
    }

    [Fact]
    public async Task Watch_cancelled_ends()
    {
        using var cancelled = new CancellationTokenSource();
        await using var events = _engine.WatchAsync(OwnLabels(), cancelled.Token).GetAsyncEnumerator(cancelled.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(ContainerEventType.Connected, events.Current.Type);
        var next = events.MoveNextAsync().AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(120)));
    }

    private Dictionary<string, string> OwnLabels() => new(real.Labels) { ["watch"] = real.NewName("watch") };
}
