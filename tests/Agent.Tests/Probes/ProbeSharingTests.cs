using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orchestrator.Agent.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>What the probes of one pod may take from those of the others: not much.</summary>
public sealed class ProbeSharingTests
{
    private static readonly Container Probed = new()
    {
        Name = "web",
        ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["ask"] }, PeriodSeconds = 1, TimeoutSeconds = 3600, InitialDelaySeconds = 1 },
    };

    [Fact]
    public async Task Commands_run_so_many_at_a_time_and_pods_take_turns()
    {
        using var bench = new ProbeBench(new ProbeRunnerOptions { ParallelCommands = 2, CommandSlowAfter = TimeSpan.FromHours(1) });
        var (order, most, running) = (new ConcurrentQueue<string>(), 0, 0);
        var goOn = new SemaphoreSlim(0);
        foreach (var pod in Enumerable.Repeat("greedy", 20).Concat(["modest-a", "modest-b"]))
        {
            bench.Watch(Probed, Command(pod), pod);
        }

        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        await Support.World.UntilAsync(() => running == 2, "the places are taken");
        for (var begun = 3; begun <= 22; begun++)
        {
            // One after the other, so that they are noted in the order of their turns.
            goOn.Release();
            await Support.World.UntilAsync(() => order.Count >= begun, "the next has its turn");
        }

        goOn.Release(2);

        Assert.Equal(2, most);
        Assert.True(order.Take(6).Count(pod => pod.StartsWith("modest", StringComparison.Ordinal)) == 2, string.Join(' ', order));

        ProbeCommand Command(string pod) => async (_, _, timeUp) =>
        {
            order.Enqueue(pod);
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await goOn.WaitAsync(timeUp);
            Interlocked.Decrement(ref running);
            return new ProbeCommandResult(0, "");
        };
    }

    [Fact]
    public async Task Commands_that_are_slow_give_their_places_to_others_within_bounds()
    {
        using var bench = new ProbeBench(new ProbeRunnerOptions { ParallelCommands = 2, CommandsMax = 5, CommandsPerPodMax = 3 });
        var slow = 0;
        var answered = new ConcurrentDictionary<string, bool>();
        for (var number = 0; number < 10; number++)
        {
            bench.Watch(Probed, Hang, "stuck");
        }

        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        await Support.World.UntilAsync(() => slow == 2, "the places are taken");
        foreach (var pod in (string[])["a", "b", "c"])
        {
            bench.Watch(Probed, Answer, pod);

            Task<ProbeCommandResult> Answer(ImmutableArray<string> command, Action running, CancellationToken timeUp)
            {
                answered[pod] = true;
                return Task.FromResult(new ProbeCommandResult(0, ""));
            }
        }

        await bench.Clock.AdvanceUntilAsync(() => answered.Count == 3);
        await Support.World.UntilAsync(() => slow == 3, "the stuck pod has as many as a pod may have");
        Assert.InRange(bench.Runner.Running, 3, 5);

        async Task<ProbeCommandResult> Hang(ImmutableArray<string> command, Action running, CancellationToken timeUp)
        {
            Interlocked.Increment(ref slow);
            await Task.Delay(Timeout.Infinite, timeUp);
            return new ProbeCommandResult(0, "");
        }
    }

    [Fact]
    public async Task Commands_that_hang_delay_no_http_probe()
    {
        await using var server = await ProbedServer.StartAsync(_ => Task.CompletedTask);
        using var bench = new ProbeBench(new ProbeRunnerOptions { ParallelCommands = 1, CommandsMax = 1 });
        for (var number = 0; number < 50; number++)
        {
            bench.Watch(Probed, async (_, _, timeUp) =>
            {
                await Task.Delay(Timeout.Infinite, timeUp);
                return new ProbeCommandResult(0, "");
            });
        }

        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        var (watch, _) = bench.Watch(new Container { Name = "web", ReadinessProbe = HttpProbeTests.Get(server.Port) });
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        await Support.World.UntilAsync(() => watch.Verdict.Ready, "the HTTP probe has its answer");
        Assert.Equal(1, bench.Runner.Running);
    }

    [Fact]
    public async Task Watch_that_is_disposed_while_it_waits_for_its_turn_never_asks()
    {
        using var bench = new ProbeBench(new ProbeRunnerOptions { ParallelCommands = 1, CommandSlowAfter = TimeSpan.FromHours(1) });
        var goOn = new TaskCompletionSource();
        var (first, begun) = (0, 0);
        bench.Watch(Probed, async (_, _, _) =>
        {
            Interlocked.Increment(ref first);
            await goOn.Task;
            return new ProbeCommandResult(0, "");
        });
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        await Support.World.UntilAsync(() => first == 1, "the place is taken");
        var (second, _) = bench.Watch(Probed, (_, _, _) =>
        {
            Interlocked.Increment(ref begun);
            return Task.FromResult(new ProbeCommandResult(0, ""));
        });
        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        second.Dispose();
        goOn.SetResult();
        await Support.World.UntilAsync(() => bench.Runner.Running == 0, "the first has ended");

        Assert.Equal(0, begun);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
