using Orchestrator.Agent.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

public sealed class ExecProbeTests
{
    private static readonly Probe Cat = new() { Exec = new ExecAction { Command = ["cat", "/tmp/healthy"] }, PeriodSeconds = 1, TimeoutSeconds = 2 };

    [Fact]
    public async Task Command_that_ends_with_0_is_a_success()
    {
        using var bench = new ProbeBench();
        string[] seen = [];

        var answer = await bench.AskOnceAsync(Cat, command: (command, _, _) =>
        {
            seen = [.. command];
            return Task.FromResult(new ProbeCommandResult(0, "whatever"));
        });

        Assert.Equal((true, ""), answer);
        Assert.Equal(["cat", "/tmp/healthy"], seen);
    }

    [Theory]
    [InlineData("cat: can't open '/tmp/healthy': No such file or directory", "cat: can't open '/tmp/healthy': No such file or directory")]
    [InlineData("", "command ended with exit code 7")]
    public async Task Command_that_ends_otherwise_fails_with_what_it_wrote(string output, string said)
    {
        using var bench = new ProbeBench();

        var answer = await bench.AskOnceAsync(Cat, command: (_, _, _) => Task.FromResult(new ProbeCommandResult(7, output)));

        Assert.Equal((false, $"Unhealthy: Readiness probe failed: {said}"), answer);
    }

    [Fact]
    public async Task Command_that_writes_a_lot_is_quoted_within_bounds()
    {
        using var bench = new ProbeBench();

        var (_, said) = await bench.AskOnceAsync(Cat, command: (_, _, _) => Task.FromResult(new ProbeCommandResult(1, new string('x', 1_000_000))));

        Assert.Equal(10 * 1024, said.Count(letter => letter == 'x'));
    }

    [Fact]
    public async Task Command_that_never_ends_is_cut_off_and_three_of_them_restart_the_container()
    {
        using var bench = new ProbeBench();
        var (cutOff, running) = (0, 0);
        var (watch, heard) = bench.Watch(new Container { Name = "web", LivenessProbe = Cat }, async (_, accepted, timeUp) =>
        {
            accepted();
            Interlocked.Increment(ref running);
            try
            {
                await Task.Delay(Timeout.Infinite, timeUp);
            }
            finally
            {
                Interlocked.Decrement(ref running);
                Interlocked.Increment(ref cutOff);
            }

            return new ProbeCommandResult(0, "");
        });

        // Each command has begun before its time is up.
        for (var times = 1; times <= 3; times++)
        {
            await bench.Clock.AdvanceUntilAsync(() => bench.Runner.Running > 0);
            await Support.World.UntilAsync(() => Volatile.Read(ref running) == 1, "the command runs");
            bench.Clock.Advance(TimeSpan.FromSeconds(2));
            await Support.World.UntilAsync(() => bench.Runner.IsAtRest(times < 3 ? 1 : 0), "the command is cut off");
        }

        await Support.World.UntilAsync(() => watch.Verdict.Unhealthy is not null, "the container is found dead");
        Assert.Equal((3, 0), (cutOff, running));
        Assert.Equal("command \"cat /tmp/healthy\" timed out after 2s", watch.Verdict.Unhealthy!.Message);
        Assert.Equal(Enumerable.Repeat("Unhealthy: Liveness probe failed: command \"cat /tmp/healthy\" timed out after 2s", 3), heard.Events);
    }

    [Fact]
    public async Task Engine_that_answers_nothing_restarts_no_container()
    {
        using var bench = new ProbeBench();
        var (watch, heard) = bench.Watch(new Container { Name = "web", LivenessProbe = Cat with { FailureThreshold = 1 } }, async (_, _, timeUp) =>
        {
            await Task.Delay(Timeout.Infinite, timeUp);
            return new ProbeCommandResult(0, "");
        });

        await bench.Clock.AdvanceUntilAsync(() => heard.Events.Count >= 3);

        Assert.Null(watch.Verdict.Unhealthy);
        Assert.All(heard.Events, said => Assert.Equal(
            "Unhealthy: Liveness probe errored and resulted in unknown state: the container engine did not start the command within 2s", said));
        watch.Dispose();
    }

    [Fact]
    public async Task Command_that_the_engine_refuses_to_run_says_nothing_about_the_container()
    {
        using var bench = new ProbeBench();

        var (_, said) = await bench.AskOnceAsync(Cat, command: (_, _, _) => throw new InvalidOperationException("the container is paused"));

        Assert.Equal("Unhealthy: Readiness probe errored and resulted in unknown state: the container is paused", said);
    }
}
