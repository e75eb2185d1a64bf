using System.Text.RegularExpressions;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class LogTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Logs_have_both_streams()
    {
        var ended = await real.RunToEndAsync(real.Spec("both", "sh", "-c", "echo out; echo err >&2"));

        var text = await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions(), default));

        Assert.Equal(["err", "out"], text.Trim().Split('\n').Order());
    }

    [Fact]
    public async Task Logs_of_a_terminal_are_the_bytes_alone()
    {
        var ended = await real.RunToEndAsync(real.Spec("tty", "sh", "-c", "echo out; echo err >&2") with { Tty = true });

        Assert.Equal("out\r\nerr\r\n", await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions(), default)));
    }

    [Fact]
    public async Task Logs_of_much_output_lose_nothing()
    {
        var ended = await real.RunToEndAsync(real.Spec("much", "sh", "-c", "seq 1 50000; head -c 100000 /dev/zero | tr '\\0' x"));

        var text = await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions(), default));

        Assert.Equal(string.Concat(Enumerable.Range(1, 50000).Select(number => $"{number}\n")) + new string('x', 100000), text);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "9\n10\n")]
    [InlineData(99, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n")]
    public async Task Logs_with_a_tail_are_the_last_lines(int lines, string expected)
    {
        var ended = await real.RunToEndAsync(real.Spec("tail", "seq", "1", "10"));

        Assert.Equal(expected, await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions { TailLines = lines }, default)));
    }

    [Fact]
    public async Task Logs_since_a_time_leave_out_what_is_older()
    {
        var ended = await real.RunToEndAsync(real.Spec("since", "sh", "-c", "echo old; sleep 1; echo new"));
        var stamped = await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions { Timestamps = true }, default));
        var lines = stamped.Trim().Split('\n');
        Assert.All(lines, line => Assert.Matches(new Regex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z (old|new)$"), line));
        var times = lines.Select(line => DateTimeOffset.Parse(line.Split(' ')[0], null)).ToList();
        var since = times[0] + ((times[1] - times[0]) / 2);

        Assert.Equal("new\n", await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions { Since = since }, default)));
    }

    [Fact]
    public async Task Logs_followed_go_on_until_the_container_ends()
    {
        var id = await real.RunAsync(real.Spec("follow", "sh", "-c", "echo first; while ! test -e /go; do sleep 0.1; done; echo last"));
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var parts = new List<string>();

        await foreach (var part in _engine.ReadLogsAsync(id, new LogOptions { Follow = true }, bound.Token))
        {
            parts.Add(System.Text.Encoding.UTF8.GetString(part.Span));
            if (parts.Count == 1)
            {
                await ExecAsync(id, "sh", "-c", "echo > /go");
            }
        }

        Assert.Equal(["first\n", "last\n"], parts);
    }

    [Fact]
    public async Task Logs_followed_and_cancelled_end_at_once()
    {
        var id = await real.RunAsync(real.Spec("silent", "sleep", "600"));
        using var cancelled = new CancellationTokenSource();
        var parts = _engine.ReadLogsAsync(id, new LogOptions { Follow = true }, cancelled.Token).GetAsyncEnumerator(cancelled.Token);
        var next = parts.MoveNextAsync().AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(120)));
        await parts.DisposeAsync();
    }

    [Fact]
    public async Task Logs_of_a_container_that_is_gone_are_not_found()
    {
        await Engines.FailsAsync(EngineFault.NotFound, () => Texts.ReadAsync(_engine.ReadLogsAsync(real.NewName("gone"), new LogOptions(), default)));
    }

    private async Task ExecAsync(string id, params string[] command)
    {
        var exec = await real.Client.Exec.ExecCreateContainerAsync(id, new() { Cmd = command });
        await real.Client.Exec.StartContainerExecAsync(exec.ID!);
    }
}
