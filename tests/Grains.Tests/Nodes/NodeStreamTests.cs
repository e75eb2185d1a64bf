using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Tests.Nodes;

/// <summary>Streams through the grain of a node's agent, as Orleans clients and gateways have them.</summary>
public sealed class NodeStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly Cluster _cluster = new();

    private EchoStreams Agent => _cluster.Services.GetRequiredService<EchoStreams>();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Input_comes_back_once_and_in_order_whatever_answers_are_lost()
    {
        Agent.Troubles.Enqueue(StreamInputOutcome.Full);
        Agent.Troubles.Enqueue(null);
        var sent = string.Concat(Enumerable.Range(0, 100));
        await using var stream = await ExecAsync("echo");
        await stream.ResizeAsync(80, 24);
        await stream.Input.WriteAsync(Encoding.UTF8.GetBytes(sent));
        await stream.Input.DisposeAsync();

        var frames = await ToEndAsync(stream);

        Assert.Equal(sent, string.Concat(frames.Select(frame => Encoding.UTF8.GetString(frame.Bytes.Span))));
        Assert.DoesNotContain(frames, frame => frame.Kind == StreamFrameKind.KeepAlive);
        Assert.Equal((StreamFrameKind.End, 1), (frames[^1].Kind, frames[^1].ExitCode));
        Assert.InRange(Agent.Acknowledged, sent.Length - 64, sent.Length);
    }

    [Fact]
    public async Task Input_that_nobody_reads_any_more_fails()
    {
        Agent.Troubles.Enqueue(StreamInputOutcome.Ended);
        await using var stream = await ExecAsync("echo");

        await Assert.ThrowsAsync<IOException>(async () => await stream.Input.WriteAsync(new byte[1]));
    }

    [Fact]
    public async Task Stream_that_is_left_ends_at_the_agent()
    {
        var stream = await ExecAsync("echo");
        await stream.Input.WriteAsync(new byte[1]);
        await foreach (var frame in stream.ReadAsync(default).WithCancellation(default))
        {
            Assert.Equal(1, frame.Bytes.Length);
            break;
        }

        await stream.DisposeAsync();

        await Agent.Ended.Task.WaitAsync(Bound);
    }

    [Fact]
    public async Task Refusal_reaches_the_caller_as_it_is()
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(() => ExecAsync("refused"));
        Assert.Equal((400, "cannot exec in a stopped container"), (refusal.Status.Code, refusal.Message));
    }

    [Fact]
    public void Messages_survive_their_way_as_json()
    {
        var frame = new StreamFrame { Kind = StreamFrameKind.Stderr, Bytes = new byte[] { 0, 255, 10 } };
        var read = JsonSerializer.Deserialize<StreamFrame>(JsonSerializer.SerializeToUtf8Bytes(frame, ResourceJson.Options), ResourceJson.Options)!;
        Assert.Equal(frame.Bytes.ToArray(), read.Bytes.ToArray());
        Assert.Equal((StreamFrameKind.Stderr, null, null), (read.Kind, read.ExitCode, read.Error));

        var input = new StreamInput { Session = "s", Sequence = 3, Bytes = new byte[] { 1 }, Last = true };
        var heard = JsonSerializer.Deserialize<StreamInput>(JsonSerializer.SerializeToUtf8Bytes(input, ResourceJson.Options), ResourceJson.Options)!;
        Assert.Equal(("s", 3, true, 1), (heard.Session, heard.Sequence, heard.Last, heard.Bytes.Length));
    }

    private Task<PodStream> ExecAsync(string command) =>
        new PodStreams(_cluster.Grains).ExecAsync("worker-a", new ExecRequest { PodUid = "uid", Container = "main", Command = [command], Stdin = true }, default);

    private static async Task<List<StreamFrame>> ToEndAsync(PodStream stream)
    {
        using var bound = new CancellationTokenSource(Bound);
        var frames = new List<StreamFrame>();
        await foreach (var frame in stream.ReadAsync(bound.Token))
        {
            frames.Add(frame);
        }

        return frames;
    }
}
