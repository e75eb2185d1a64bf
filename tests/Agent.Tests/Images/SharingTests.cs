using Orchestrator.Agent.Images;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Images;

public sealed class SharingTests
{
    private int _begun;
    private int _ended;
    private int _most;

    [Fact]
    public async Task Ten_pods_that_want_one_image_share_one_pull()
    {
        using var room = new StoreOfPod();
        var gate = Gate(room, "web");

        var all = Enumerable.Range(0, 10).Select(_ => room.EnsureAsync("web", ImagePullPolicy.Always)).ToList();
        await BegunAsync(1);
        gate.SetResult();
        await Task.WhenAll(all);

        Assert.Equal((1, 1), (_begun, room.Engine.Pulls));
        Assert.Equal(10, room.Events.Texts.Count(text => text.StartsWith("Pulled: Successfully pulled image \"web\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pod_that_looked_before_the_pull_of_another_ended_does_not_pull_again()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = new MemoryEngine(TimeProvider.System);
        engine.InRegistry.Add("web");
        using var room = new StoreOfPod(real: LateLookEngine.Of(engine, gate.Task));

        var late = room.EnsureAsync("web");
        await room.EnsureAsync("web");
        gate.SetResult();
        await late;

        Assert.Equal(1, engine.Pulls);
    }

    [Fact]
    public async Task Failure_of_a_shared_pull_is_everybodys()
    {
        using var room = new StoreOfPod();
        var gate = Gate(room);

        var all = Enumerable.Range(0, 10).Select(_ => room.EnsureAsync("absent:1")).ToList();
        await BegunAsync(1);
        gate.SetResult();
        foreach (var one in all)
        {
            var failure = await Assert.ThrowsAsync<ImageException>(() => one);
            Assert.Equal(ContainerReason.ErrImagePull, failure.Reason);
        }

        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task Different_images_are_pulled_side_by_side_up_to_the_bound()
    {
        using var room = new StoreOfPod(parallelPulls: 3);
        var gate = Gate(room, "a", "b", "c", "d", "e");

        var all = new[] { "a", "b", "c", "d", "e" }.Select(image => room.EnsureAsync(image)).ToList();
        await BegunAsync(3);
        Assert.All(all, one => Assert.False(one.IsCompleted));
        gate.SetResult();
        await Task.WhenAll(all);

        Assert.Equal((5, 5), (_begun, room.Engine.Pulls));
        Assert.True(_most <= 3, $"{_most} pulls at the same time");
    }

    [Fact]
    public async Task Pull_ends_when_nobody_waits_for_it_any_more_and_can_be_asked_for_again()
    {
        using var room = new StoreOfPod();
        var gate = Gate(room, "web");
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = room.EnsureAsync("web", cancellationToken: first.Token);
        var two = room.EnsureAsync("web", cancellationToken: second.Token);
        await BegunAsync(1);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(two.IsCompleted);
        Assert.Equal(0, _ended);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        await World.UntilAsync(() => _ended == 1, "the pull ended");

        gate.SetResult();
        await room.EnsureAsync("web");
        Assert.Equal(1, room.Engine.Pulls);
    }

    [Fact]
    public async Task Pods_of_other_credentials_do_not_share_a_pull_nor_run_beside_it()
    {
        using var room = new StoreOfPod();
        room.AddSecret("ann", "docker.io", "ann", "one");
        room.AddSecret("bob", "docker.io", "bob", "two");
        var gate = Gate(room, "web");

        var all = new[] { "ann", "bob" }.Select(secret => room.EnsureAsync("web", ImagePullPolicy.Always, default, secret)).ToList();
        await BegunAsync(1);
        gate.SetResult();
        await Task.WhenAll(all);

        Assert.Equal((2, 1), (_begun, _most));
    }

    [Fact]
    public async Task Engine_that_goes_away_during_a_pull_is_no_fault_of_the_image()
    {
        using var room = new StoreOfPod();
        room.Engine.OnPull = (_, _, _, _) => Task.FromException(new EngineException(EngineFault.Unavailable, "the engine is away"));

        Assert.Equal(EngineFault.Unavailable, (await Assert.ThrowsAsync<EngineException>(() => room.EnsureAsync("web"))).Fault);
    }

    private TaskCompletionSource Gate(StoreOfPod room, params string[] there)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Engine.InRegistry.UnionWith(there);
        room.Engine.OnPull = async (_, _, _, stop) =>
        {
            var running = Interlocked.Increment(ref _begun) - Volatile.Read(ref _ended);
            _most = Math.Max(_most, running);
            try
            {
                await gate.Task.WaitAsync(stop);
            }
            finally
            {
                Interlocked.Increment(ref _ended);
            }
        };
        return gate;
    }

    private Task BegunAsync(int pulls) => World.UntilAsync(() => Volatile.Read(ref _begun) == pulls, $"{pulls} pulls have begun");
}
