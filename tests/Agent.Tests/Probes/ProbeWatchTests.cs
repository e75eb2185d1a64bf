using Orchestrator.Agent.Probes;
using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

public sealed class ProbeWatchTests
{
    private static readonly Probe Ask = new() { Exec = new ExecAction { Command = ["ask"] }, PeriodSeconds = 5, InitialDelaySeconds = 5 };
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Kubernetes' example: healthy for 30 s, a probe each 5 s after 5 s, three failures.
    [Fact]
    public async Task Liveness_of_the_documented_example_fails_when_it_is_documented_to()
    {
        using var bench = new ProbeBench();
        var asked = new List<double>();
        var (watch, heard) = bench.Watch(new Container { Name = "web", LivenessProbe = Ask }, (_, _, _) =>
        {
            var age = (bench.Clock.GetUtcNow() - Start).TotalSeconds;
            lock (asked)
            {
                asked.Add(age);
            }

            return Task.FromResult(new ProbeCommandResult(age < 30 ? 0 : 1, "gone"));
        });

        for (var tenths = 0; tenths < 600; tenths++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
            await Support.World.UntilAsync(() => bench.Runner.IsAtRest(heard.Verdicts.Count == 0 ? 1 : 0), "no probe runs");
        }

        Assert.InRange(asked[0], 5, 10);

        // The clock may go on to the end of its tenth before the command looks at it.
        Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 4.899, 5.101));
        Assert.InRange(asked[^1], 40, 45);
        Assert.Equal(3, heard.Events.Count(said => said == "Unhealthy: Liveness probe failed: gone"));
        var verdict = Assert.Single(heard.Verdicts);
        Assert.Equal(new ProbeFailure(ProbeKind.Liveness, "gone", null), verdict.Unhealthy);
        Assert.Equal(verdict, watch.Verdict);
        Assert.Equal(0, bench.Runner.Waiting);
    }

    [Fact]
    public async Task Probe_that_may_take_longer_than_a_timer_takes_is_asked()
    {
        using var bench = new ProbeBench();

        var (ready, _) = await bench.AskOnceAsync(Ask with { InitialDelaySeconds = 0, TimeoutSeconds = int.MaxValue }, command: (_, _, _) => Task.FromResult(new ProbeCommandResult(1, "no")));

        Assert.False(ready);
        await Support.World.UntilAsync(() => bench.Runner.Running == 0, "its place is free");
    }

    [Fact]
    public async Task Startup_then_readiness_then_serving()
    {
        var healthy = false;
        await using var server = await ProbedServer.StartAsync(context =>
        {
            context.Response.StatusCode = Volatile.Read(ref healthy) ? 200 : 503;
            return Task.CompletedTask;
        });
        using var bench = new ProbeBench();
        // The clock runs ahead of the machine; a probe whose answer is certain to come waits for it.
        var get = HttpProbeTests.Get(server.Port) with { PeriodSeconds = 1, TimeoutSeconds = 3600 };
        var (watch, heard) = bench.Watch(new Container { Name = "web", StartupProbe = get with { FailureThreshold = 30 }, ReadinessProbe = get, LivenessProbe = get });
        await bench.Clock.AdvanceUntilAsync(() => heard.Events.Count >= 4);
        Assert.Equal(new ProbeVerdict(Started: false, Ready: false), watch.Verdict);
        Assert.All(heard.Events, said => Assert.Equal("Unhealthy: Startup probe failed: HTTP probe failed with statuscode: 503", said));

        Volatile.Write(ref healthy, true);
        await bench.Clock.AdvanceUntilAsync(() => watch.Verdict.Ready);

        Assert.Equal([new ProbeVerdict(Started: true, Ready: false), new ProbeVerdict(Started: true, Ready: true)], heard.Verdicts);
        watch.Dispose();
    }

    [Fact]
    public async Task Watch_that_is_disposed_never_calls_back()
    {
        using var bench = new ProbeBench();
        var begun = new SemaphoreSlim(0);
        var goOn = new TaskCompletionSource();
        var (watch, heard) = bench.Watch(new Container { Name = "web", ReadinessProbe = Ask, LivenessProbe = Ask }, async (_, _, _) =>
        {
            begun.Release();
            await goOn.Task;
            return new ProbeCommandResult(1, "too late");
        });
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60)));

        watch.Dispose();
        goOn.SetResult();
        await Support.World.UntilAsync(() => bench.Runner.Running == 0, "the probes have ended");
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(0, heard.Count);
        Assert.Equal(0, bench.Runner.Waiting);
        Assert.Equal(0, bench.Runner.Running);
    }

    [Fact]
    public async Task Watch_that_is_disposed_ends_what_it_asks()
    {
        using var bench = new ProbeBench();
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (watch, _) = bench.Watch(new Container { Name = "web", ReadinessProbe = Ask }, async (_, _, timeUp) =>
        {
            timeUp.Register(ended.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, timeUp);
            return new ProbeCommandResult(0, "");
        });
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

        watch.Dispose();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Pod_that_is_ending_is_not_restarted_for_a_probe_that_was_on_its_way()
    {
        using var bench = new ProbeBench();
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (watch, heard) = bench.Watch(new Container { Name = "web", LivenessProbe = Ask with { FailureThreshold = 1 } }, async (_, _, _) =>
        {
            begun.SetResult();
            await goOn.Task;
            return new ProbeCommandResult(1, "");
        });
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

        watch.End();
        goOn.SetResult();
        await Support.World.UntilAsync(() => bench.Runner.Running == 0, "the probe has ended");

        Assert.Equal(0, heard.Count);
        Assert.Equal(0, bench.Runner.Waiting);
    }

    [Fact]
    public async Task Container_that_was_ready_before_the_agent_restarted_stays_ready()
    {
        using var bench = new ProbeBench();
        var asked = 0;
        var (watch, heard) = bench.Watch(
            new Container { Name = "web", StartupProbe = Ask, ReadinessProbe = Ask },
            (_, _, _) =>
            {
                Interlocked.Increment(ref asked);
                return Task.FromResult(new ProbeCommandResult(0, ""));
            },
            known: new ProbeVerdict(Started: true, Ready: true));
        Assert.True(watch.Verdict.Ready);

        await bench.Clock.AdvanceUntilAsync(() => asked > 1 && bench.Runner.Running == 0);

        Assert.Equal(0, heard.Count);
        watch.Dispose();
    }

    [Fact]
    public async Task Listener_that_fails_does_not_end_the_probes()
    {
        using var bench = new ProbeBench();
        var asked = 0;
        var target = new ProbeTarget
        {
            PodUid = "uid-web",
            Container = new Container { Name = "web", ReadinessProbe = Ask },
            Address = "127.0.0.1",
            StartedAt = bench.Clock.GetUtcNow(),
            Command = (_, _, _) =>
            {
                Interlocked.Increment(ref asked);
                return Task.FromResult(new ProbeCommandResult(1, "no"));
            },
        };

        using var watch = bench.Runner.Watch(target, new BrokenListener());
        await bench.Clock.AdvanceUntilAsync(() => asked >= 3);
    }

    private sealed class BrokenListener : IProbeListener
    {
        public void Changed(ProbeVerdict verdict) => throw new InvalidOperationException("broken");

        public void Happened(ProbeEvent probeEvent) => throw new InvalidOperationException("broken");
    }
}
