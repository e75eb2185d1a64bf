using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

public sealed class ContainerTests(Engine engine) : IClassFixture<Engine>
{
    private readonly IContainerOperations _containers = engine.Client.Containers;

    [Fact]
    public async Task Container_through_its_life_answers_each_operation()
    {
        var id = (await _containers.CreateContainerAsync(engine.Container("sleep", "600"))).ID!;
        Assert.Equal("created", (await _containers.InspectContainerAsync(id)).State!.Status);
        Assert.True(await _containers.StartContainerAsync(id, null));
        Assert.False(await _containers.StartContainerAsync(id, null));

        await _containers.PauseContainerAsync(id);
        Assert.True((await _containers.InspectContainerAsync(id)).State!.Paused);
        await _containers.UnpauseContainerAsync(id);

        var name = engine.NewName();
        await _containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name }, default);
        Assert.Equal($"/{name}", (await _containers.InspectContainerAsync(id)).Name);

        await _containers.RestartContainerAsync(id, new ContainerRestartParameters { WaitBeforeKillSeconds = 1 });
        Assert.True((await _containers.InspectContainerAsync(id)).State!.Running);

        var wait = _containers.WaitContainerAsync(id);
        await _containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" });
        Assert.Equal(137, (await wait).StatusCode);
        Assert.False(await _containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 1 }));

        await _containers.RemoveContainerAsync(id, new ContainerRemoveParameters());
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => _containers.InspectContainerAsync(id));
    }

    [Fact]
    public async Task List_filters_and_describes()
    {
        var created = engine.Container("sleep", "600");
        created.Labels!["list"] = created.Name!;
        var id = (await _containers.CreateContainerAsync(created)).ID;
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"list={created.Name}"] = true } };

        var listed = Assert.Single(await _containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }));

        Assert.Equal((id, $"/{created.Name}", "created"), (listed.ID, Assert.Single(listed.Names!), listed.State));
        Assert.InRange(listed.Created, DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddHours(1));
        Assert.Empty(await _containers.ListContainersAsync(new ContainersListParameters { Filters = filters }));
    }

    [Fact]
    public async Task Logs_keep_the_streams_apart()
    {
        var id = await engine.RunAsync("sh", "-c", "echo out; echo err >&2");
        await _containers.WaitContainerAsync(id);

        var output = await _containers.GetContainerLogsAsync(id, false, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true });

        Assert.Equal("out\n|err\n", await Engine.ReadAsync(output));
    }

    [Fact]
    public async Task Logs_read_in_small_pieces_are_whole()
    {
        var id = await engine.RunAsync("sh", "-c", "echo 0123456789");
        await _containers.WaitContainerAsync(id);
        using var output = await _containers.GetContainerLogsAsync(id, false, new ContainerLogsParameters { ShowStdout = true, Follow = true });
        var buffer = new byte[3];
        var text = "";

        while (await output.ReadOutputAsync(buffer, 0, buffer.Length, default) is { EOF: false } part)
        {
            Assert.Equal(MultiplexedStream.TargetStream.StandardOut, part.Target);
            text += System.Text.Encoding.UTF8.GetString(buffer, 0, part.Count);
        }

        Assert.Equal("0123456789\n", text);
    }

    [Fact]
    public async Task Stats_once_and_streamed_tell_of_memory()
    {
        var id = await engine.RunAsync("sleep", "600");
        var once = new Reported<ContainerStatsResponse>();

        await _containers.GetContainerStatsAsync(id, new ContainerStatsParameters { Stream = false }, once);

        Assert.True(Assert.Single(once.Items).MemoryStats!.Limit > 0);
        Assert.True(once.Items.Single().CPUStats!.CPUUsage!.TotalUsage > 0);
        using var stop = new CancellationTokenSource();
        var streamed = new Reported<ContainerStatsResponse>();
        var stream = _containers.GetContainerStatsAsync(id, new ContainerStatsParameters(), streamed, stop.Token);
        await streamed.First;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream);
    }

    [Fact]
    public async Task Error_of_the_engine_carries_status_and_body()
    {
        var parameters = engine.Container("sleep", "600");
        await _containers.CreateContainerAsync(parameters);

        var conflict = await Assert.ThrowsAsync<DockerApiException>(() => _containers.CreateContainerAsync(parameters));
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Contains(parameters.Name!, conflict.ResponseBody, StringComparison.Ordinal);

        var noImage = engine.Container("true");
        noImage.Image = "no-such-image:1";
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => _containers.CreateContainerAsync(noImage));
    }

    [Fact]
    public async Task Call_longer_than_the_clients_timeout_is_cancelled_and_waits_are_not()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var unanswered = new DockerClientConfiguration(new Uri($"http://{silent.LocalEndpoint}"), defaultTimeout: TimeSpan.FromSeconds(100)).CreateClient();
        Assert.Equal(TimeSpan.FromSeconds(100), unanswered.DefaultTimeout);
        unanswered.DefaultTimeout = TimeSpan.FromMilliseconds(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unanswered.System.GetVersionAsync());

        var id = await engine.RunAsync("sh", "-c", "sleep 1; exit 5");
        using var client = new DockerClientConfiguration(Engine.Endpoint, defaultTimeout: TimeSpan.FromMilliseconds(100)).CreateClient();
        Assert.Equal(5, (await client.Containers.WaitContainerAsync(id)).StatusCode);
    }
}
