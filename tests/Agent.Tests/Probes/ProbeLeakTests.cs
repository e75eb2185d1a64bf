using System.Collections.Immutable;
using System.Diagnostics;
using Orchestrator.Agent.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>Probes by the thousand, with answers, without, and with nobody there, leave nothing behind.</summary>
[Collection(nameof(ProbeLeakTests))]
public sealed class ProbeLeakTests
{
    private const int Copies = 40;
    private const int WarmUpRounds = 10;
    private const int Rounds = 40;

    [Fact]
    public async Task Http_probes_with_answers()
    {
        await using var server = await ProbedServer.StartAsync(_ => Task.CompletedTask);
        await LeaveNothingAsync(Patient(HttpProbeTests.Get(server.Port)));
        Assert.True(server.Requests >= Copies * (WarmUpRounds + Rounds), $"{server.Requests} requests");
    }

    [Fact]
    public async Task Http_probes_without_answers()
    {
        await using var server = await ProbedServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await LeaveNothingAsync(HttpProbeTests.Get(server.Port));
    }

    [Fact]
    public Task Http_probes_of_nobody() => LeaveNothingAsync(HttpProbeTests.Get(HttpProbeTests.UnusedPort()));

    [Fact]
    public async Task Tcp_probes()
    {
        await using var server = await ProbedServer.StartAsync(_ => Task.CompletedTask);
        await LeaveNothingAsync(new Probe { TcpSocket = new TcpSocketAction { Port = server.Port } });
    }

    [Fact]
    public async Task Grpc_probes_with_answers()
    {
        await using var server = await GrpcProbeTests.StartAsync(context => GrpcProbeTests.AnswerAsync(context, [0, 0, 0, 0, 2, 8, 1], "0"));
        await LeaveNothingAsync(Patient(GrpcProbeTests.Check(server.Port)));
        Assert.True(server.Requests >= Copies * (WarmUpRounds + Rounds), $"{server.Requests} requests");
    }

    [Fact]
    public async Task Grpc_probes_without_answers()
    {
        await using var server = await GrpcProbeTests.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await LeaveNothingAsync(GrpcProbeTests.Check(server.Port));
    }

    [Fact]
    public Task Grpc_probes_of_nobody() => LeaveNothingAsync(GrpcProbeTests.Check(HttpProbeTests.UnusedPort()));

    [Fact]
    public async Task Commands_half_of_which_never_end()
    {
        var commands = 0;
        await LeaveNothingAsync(new Probe { Exec = new ExecAction { Command = ["ask"] } }, HangEveryOtherTime);
        Assert.True(commands >= Copies * (WarmUpRounds + Rounds), $"{commands} commands");

        async Task<ProbeCommandResult> HangEveryOtherTime(ImmutableArray<string> command, Action running, CancellationToken timeUp)
        {
            running();
            if (Interlocked.Increment(ref commands) % 2 == 0)
            {
                await Task.Delay(Timeout.Infinite, timeUp);
            }

            return new ProbeCommandResult(0, "");
        }
    }

    // The clock runs ahead of the machine; a probe whose answer is certain to come waits for it.
    private static Probe Patient(Probe probe) => probe with { TimeoutSeconds = 3600 };

    private static async Task LeaveNothingAsync(Probe probe, ProbeCommand? command = null)
    {
        using var bench = new ProbeBench();
        for (var copy = 0; copy < Copies; copy++)
        {
            bench.Watch(new Container { Name = "web", ReadinessProbe = probe }, command, $"pod-{copy % 10}");
        }

        await RunAsync(bench, WarmUpRounds);
        var (descriptors, threads) = (Descriptors(), Threads());
        await RunAsync(bench, Rounds);

        // What is closing on the other side has a few moments; each round opened as many as there are copies, or twice that.
        await Support.World.UntilAsync(() => Descriptors() <= descriptors + Copies, $"no more than {descriptors} descriptors; now {Descriptors()}");
        Assert.InRange(Threads(), 0, threads + Copies);
        Assert.True(bench.Runner.IsAtRest(Copies));
    }

    // A round is a period: the probes begin, and those that get no answer run into their limit within it.
    private static async Task RunAsync(ProbeBench bench, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            await bench.Clock.AdvanceUntilAtRestAsync(bench.Runner, Copies);
        }
    }

    private static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    private static int Threads() => Process.GetCurrentProcess().Threads.Count;
}
