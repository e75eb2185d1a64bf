using System.Text;
using Gateway.Tests.Fixtures;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Gateway.Tests.Logs;

public sealed class PodLogTests
{
    private const string Log = $"{Samples.Pods}/a/log";
    private static readonly ContainerState Running = new() { Running = new ContainerStateRunning() };

    [Fact]
    public async Task Log_is_plain_text_of_the_only_container()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));
        host.Logs.Write("one\n");
        host.Logs.Write("two\n");
        host.Logs.End();

        var answer = await host.GetAsync(Log + "?tailLines=10&sinceSeconds=60&timestamps=true&limitBytes=100");

        Assert.Equal((200, "text/plain", "one\ntwo\n"), (answer.Code, answer.ContentType, answer.Text));
        var request = host.Logs.Request!;
        Assert.Equal(("worker-a", "uid-a", "c", 10, true, false, 100L), (host.Logs.Node, request.PodUid, request.Container, request.TailLines, request.Timestamps, request.Follow, request.LimitBytes));
        Assert.Equal(FixedClock.Now.AddSeconds(-60), request.Since);
    }

    [Fact]
    public async Task Log_limit_cuts_where_it_says()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));
        host.Logs.Write("abc");
        host.Logs.Write("def");

        Assert.Equal("abcd", (await host.GetAsync(Log + "?limitBytes=4")).Text);
    }

    [Fact]
    public async Task Log_followed_comes_as_it_is_written_and_ends_when_the_client_leaves()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));
        host.Logs.Write("one\n");
        using (var response = await host.Client.GetAsync(Log + "?follow=true", HttpCompletionOption.ResponseHeadersRead))
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);
            Assert.Equal("one", await lines.ReadLineAsync());
            host.Logs.Write("two\n");
            Assert.Equal("two", await lines.ReadLineAsync());
            Assert.False(host.Logs.Ended.Task.IsCompleted);
        }

        await host.Logs.Ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Log_of_a_quiet_container_begins_all_the_same()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));

        using var response = await host.Client.GetAsync(Log + "?follow=true", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Log_that_breaks_off_does_not_look_whole()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));
        host.Logs.Write("one\n");
        using var response = await host.Client.GetAsync(Log + "?follow=true", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);
        Assert.Equal("one", await lines.ReadLineAsync());

        host.Logs.End(new InvalidOperationException("the engine is gone"));

        await Assert.ThrowsAnyAsync<IOException>(() => lines.ReadToEndAsync());
    }

    public static TheoryData<string, Pod, string, int, string> Refused => new()
    {
        { "other name", Samples.Pod("a"), "?container=x", 400, "container x is not valid for pod a" },
        { "two containers", Two(), "", 400, "a container name must be specified for pod a, choose one of: [c d]" },
        { "init containers too", Initialized(), "", 400, "a container name must be specified for pod a, choose one of: [i c d]" },
        { "init container that waits", Initialized(), "?container=i", 400, "container \"i\" in pod \"a\" is waiting to start: PodInitializing" },
        { "no node", Unplaced(), "", 400, "pod a does not have a host assigned" },
        { "creating", Samples.Pod("a", s => s.With(Waiting("ContainerCreating"))), "", 400, "container \"c\" in pod \"a\" is waiting to start: ContainerCreating" },
        { "no image", Samples.Pod("a", s => s.With(Waiting("ImagePullBackOff"))), "", 400, "container \"c\" in pod \"a\" is waiting to start: trying and failing to pull image" },
        { "no earlier run", Samples.Pod("a", s => s.With(Running)), "?previous=true", 400, "previous terminated container \"c\" in pod \"a\" not found" },
        { "two times", Samples.Pod("a"), "?sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z", 422, "at most one of `sinceTime` or `sinceSeconds` may be specified" },
        { "negative tail", Samples.Pod("a"), "?tailLines=-1", 422, "tailLines" },
        { "no limit", Samples.Pod("a"), "?limitBytes=0", 422, "limitBytes" },
        { "words for a number", Samples.Pod("a"), "?tailLines=few", 400, "tailLines must be a whole number" },
        { "one stream", Samples.Pod("a"), "?stream=Stderr", 422, "stream" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Log_that_cannot_be_read_says_why_in_kubernetes_words(string what, Pod pod, string query, int code, string words)
    {
        Assert.NotEmpty(what);
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(pod);

        var answer = await host.GetAsync(Log + query);

        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Message);
        Assert.Null(host.Logs.Request);
    }

    [Fact]
    public async Task Log_of_an_init_container_is_asked_for_by_its_name_with_all_options()
    {
        await using var host = await GatewayHost.StartAsync();
        var pod = Initialized();
        host.Resources.Put(pod with { Status = pod.Status with { InitContainerStatuses = [new ContainerStatus { Name = "i", State = Ended, LastState = Ended }] } });
        host.Logs.End();

        var answer = await host.GetAsync($"{Log}?container=i&previous=true&timestamps=true&tailLines=3&limitBytes=9&sinceTime=2026-01-01T00:00:00Z");

        Assert.Equal(200, answer.Code);
        var expected = new LogRequest
        {
            PodUid = pod.Metadata.Uid,
            Container = "i",
            Previous = true,
            Timestamps = true,
            TailLines = 3,
            LimitBytes = 9,
            Since = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        Assert.Equal(expected, host.Logs.Request);
    }

    [Fact]
    public async Task Log_that_the_node_refuses_answers_the_refusal()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));
        host.Logs.End(ApiErrors.BadRequest("container \"c\" in pod \"a\" is waiting to start: PodInitializing"));

        var answer = await host.GetAsync(Log);

        Assert.Equal((400, "BadRequest"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Log_of_a_node_that_is_away_is_503()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a", s => s.With(Running)));
        host.Logs.End(new NodeUnreachableException("node worker-a is not up"));

        var answer = await host.GetAsync(Log);

        Assert.Equal((503, "node worker-a is not up"), (answer.Code, answer.Message));
    }

    private static ContainerState Waiting(string reason) => new() { Waiting = new ContainerStateWaiting { Reason = reason } };

    private static ContainerState Ended => new() { Terminated = new ContainerStateTerminated { Reason = "Error", ExitCode = 1 } };

    private static Pod Initialized()
    {
        var pod = Two();
        return pod with
        {
            Spec = pod.Spec with { InitContainers = [new Container { Name = "i" }] },
            Status = pod.Status with { InitContainerStatuses = [new ContainerStatus { Name = "i", State = Waiting("PodInitializing") }] },
        };
    }

    private static Pod Two()
    {
        var pod = Samples.Pod("a");
        return pod with { Spec = pod.Spec with { Containers = [new Container { Name = "c" }, new Container { Name = "d" }] } };
    }

    private static Pod Unplaced()
    {
        var pod = Samples.Pod("a");
        return pod with { Spec = pod.Spec with { NodeName = null } };
    }
}
