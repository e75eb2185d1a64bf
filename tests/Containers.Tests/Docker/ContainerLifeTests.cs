using Orchestrator.Containers.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class ContainerLifeTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Container_through_its_life_is_described_at_each_step()
    {
        var spec = real.Spec("life", "sleep", "600") with { Hostname = "box", Environment = ["A=b"], WorkingDirectory = "/bin" };
        var before = DateTimeOffset.UtcNow.AddSeconds(-5);

        var id = await _engine.CreateContainerAsync(spec, default);
        var created = (await _engine.FindContainerAsync(id, default))!;
        Assert.Equal((id, spec.Name, ContainerState.Created, 0), (created.Id, created.Name, created.State, created.Pid));
        Assert.Equal(real.Labels, created.Labels);
        Assert.Null(created.StartedAt);
        Assert.Null(created.FinishedAt);
        Assert.InRange(created.CreatedAt, before, DateTimeOffset.UtcNow.AddSeconds(5));
        Assert.Equal((await _engine.FindImageAsync(real.Image, default))!.Id, created.ImageId);

        await _engine.StartContainerAsync(id, default);
        await _engine.StartContainerAsync(id, default);
        var running = (await _engine.FindContainerAsync(spec.Name, default))!;
        Assert.Equal(ContainerState.Running, running.State);
        Assert.True(running.Pid > 0);
        Assert.InRange(running.StartedAt!.Value, before, DateTimeOffset.UtcNow.AddSeconds(5));
        Assert.Null(running.FinishedAt);

        await _engine.StopContainerAsync(id, TimeSpan.Zero, default);
        await _engine.StopContainerAsync(id, TimeSpan.Zero, default);
        await _engine.StopContainerAsync(id, TimeSpan.FromSeconds(1), default);
        var stopped = (await _engine.FindContainerAsync(id, default))!;
        Assert.Equal((ContainerState.Exited, 137, 0), (stopped.State, stopped.ExitCode, stopped.Pid));
        Assert.True(stopped.FinishedAt >= running.StartedAt);

        await _engine.RemoveContainerAsync(id, default);
        Assert.Null(await _engine.FindContainerAsync(id, default));
        await _engine.RemoveContainerAsync(id, default);
        await _engine.StopContainerAsync(id, TimeSpan.FromSeconds(1), default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    public async Task Container_that_ends_keeps_its_exit_code(int code)
    {
        var ended = await real.RunToEndAsync(real.Spec("exit", "sh", "-c", $"exit {code}"));

        Assert.Equal(code, ended.ExitCode);
        Assert.False(ended.OutOfMemory);
    }

    [Fact]
    public async Task Container_started_again_after_its_end_runs_again()
    {
        var ended = await real.RunToEndAsync(real.Spec("again", "sh", "-c", "test -e /mark && sleep 600; echo > /mark"));

        await _engine.StartContainerAsync(ended.Id, default);

        var again = (await _engine.FindContainerAsync(ended.Id, default))!;
        Assert.Equal(ContainerState.Running, again.State);
        Assert.Null(again.FinishedAt);
    }

    [Fact]
    public async Task Stop_of_a_container_that_ignores_SIGTERM_kills_it_after_the_grace()
    {
        var id = await real.RunAsync(real.Spec("stubborn", "sh", "-c", "trap '' TERM; echo ready; while true; do sleep 1; done"));
        await WaitForOutputAsync(id, "ready");
        var started = TimeProvider.System.GetTimestamp();

        await _engine.StopContainerAsync(id, TimeSpan.FromSeconds(1.5), default);

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(1.5));
        Assert.Equal(137, (await _engine.FindContainerAsync(id, default))!.ExitCode);
    }

    [Fact]
    public async Task Stop_of_a_container_that_heeds_SIGTERM_lets_it_say_its_exit_code()
    {
        var id = await real.RunAsync(real.Spec("polite", "sh", "-c", "trap 'exit 7' TERM; echo ready; while true; do sleep 0.1; done"));
        await WaitForOutputAsync(id, "ready");

        await _engine.StopContainerAsync(id, TimeSpan.FromSeconds(60), default);

        Assert.Equal(7, (await _engine.FindContainerAsync(id, default))!.ExitCode);
    }

    [Fact]
    public async Task Stop_with_a_grace_longer_than_a_timer_takes_waits_for_the_container()
    {
        var id = await real.RunAsync(real.Spec("patient", "sh", "-c", "trap 'exit 7' TERM; echo ready; while true; do sleep 0.1; done"));
        await WaitForOutputAsync(id, "ready");

        await _engine.StopContainerAsync(id, TimeSpan.FromDays(1000), default);

        Assert.Equal(7, (await _engine.FindContainerAsync(id, default))!.ExitCode);
    }

    [Fact]
    public async Task Removal_by_two_callers_leaves_nothing_and_fails_neither()
    {
        var id = await real.RunAsync(real.Spec("twice", "sleep", "600"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _engine.RemoveContainerAsync(id, default)));

        Assert.Null(await _engine.FindContainerAsync(id, default));
    }

    [Fact]
    public async Task Create_with_a_taken_name_is_a_conflict()
    {
        var spec = real.Spec("taken", "sleep", "600");
        var id = await _engine.CreateContainerAsync(spec, default);

        var failure = await Engines.FailsAsync(EngineFault.Conflict, () => _engine.CreateContainerAsync(spec, default));

        Assert.Contains(spec.Name, failure.Message, StringComparison.Ordinal);
        Assert.Equal(id, (await _engine.FindContainerAsync(spec.Name, default))!.Id);
    }

    [Fact]
    public async Task Create_of_a_missing_image_is_not_found()
    {
        var failure = await Engines.FailsAsync(
            EngineFault.NotFound, () => _engine.CreateContainerAsync(real.Spec("noimage") with { Image = "no-such-image:none" }, default));

        Assert.Contains("no-such-image", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_with_too_little_memory_is_invalid()
    {
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.CreateContainerAsync(real.Spec("tiny") with { MemoryLimitBytes = 1024 }, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../images")]
    [InlineData("a/b")]
    [InlineData("a?force=1")]
    [InlineData("a\n")]
    public async Task Name_that_would_change_the_request_is_invalid(string name)
    {
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.FindContainerAsync(name, default));
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.RemoveContainerAsync(name, default));
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.RemoveNetworkAsync(name, default));
    }

    [Fact]
    public async Task Start_of_a_missing_command_fails_the_start_with_the_engines_sentence()
    {
        var id = await _engine.CreateContainerAsync(real.Spec("nocommand", "/no/such/command"), default);

        var failure = await Engines.FailsAsync(EngineFault.Start, () => _engine.StartContainerAsync(id, default));

        Assert.Contains("/no/such/command", failure.Message, StringComparison.Ordinal);
        var container = (await _engine.FindContainerAsync(id, default))!;
        Assert.Equal((ContainerState.Created, 127), (container.State, container.ExitCode));
        Assert.Contains("/no/such/command", container.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_of_what_is_no_program_fails_the_start()
    {
        var id = await _engine.CreateContainerAsync(real.Spec("noprogram", "/etc"), default);

        await Engines.FailsAsync(EngineFault.Start, () => _engine.StartContainerAsync(id, default));
    }

    [Fact]
    public async Task Start_of_a_container_that_is_gone_is_not_found()
    {
        await Engines.FailsAsync(EngineFault.NotFound, () => _engine.StartContainerAsync(new string('0', 64), default));
    }

    [Fact]
    public async Task Start_with_a_taken_port_fails_the_start_and_the_first_keeps_the_port()
    {
        var network = await new TestNetwork(real).CreateAsync();
        var port = FreePorts.Take();
        var spec = real.Spec("port", "sleep", "600") with { Network = network.Name, Ports = [new PortMapping(80, port, "tcp", "127.0.0.1")] };
        var first = await real.RunAsync(spec);
        var second = await _engine.CreateContainerAsync(spec with { Name = real.NewName("port") }, default);

        var failure = await Engines.FailsAsync(EngineFault.Start, () => _engine.StartContainerAsync(second, default));

        Assert.Contains("port is already allocated", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ContainerState.Running, (await _engine.FindContainerAsync(first, default))!.State);
    }

    [Fact]
    public async Task Create_with_an_entrypoint_and_no_arguments_drops_the_images_arguments()
    {
        var fromImage = await real.RunToEndAsync(real.Spec("default"));
        var own = await real.RunToEndAsync(real.Spec("entrypoint") with { Entrypoint = ["echo", "own"] });

        Assert.Equal("from the image\n", await Texts.ReadAsync(_engine.ReadLogsAsync(fromImage.Id, new LogOptions(), default)));
        Assert.Equal("own\n", await Texts.ReadAsync(_engine.ReadLogsAsync(own.Id, new LogOptions(), default)));
    }

    [Fact]
    public async Task Create_passes_environment_directory_and_host_name()
    {
        var spec = real.Spec("env", "sh", "-c", "echo $A; pwd; hostname") with { Environment = ["A=b c"], WorkingDirectory = "/bin", Hostname = "box" };

        var ended = await real.RunToEndAsync(spec);

        Assert.Equal("b c\n/bin\nbox\n", await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions(), default)));
    }

    [Fact]
    public async Task List_gives_all_containers_with_the_labels_and_no_other()
    {
        var labels = new Dictionary<string, string>(real.Labels) { ["list"] = "a" };
        var running = await real.RunAsync(real.Spec("list", "sleep", "600") with { Labels = labels });
        var ended = await real.RunToEndAsync(real.Spec("list", "sh", "-c", "exit 3") with { Labels = labels });
        await _engine.CreateContainerAsync(real.Spec("list") with { Labels = new Dictionary<string, string>(real.Labels) { ["list"] = "b" } }, default);

        var listed = await _engine.ListContainersAsync(labels, default);

        Assert.Equal([running, ended.Id], listed.Select(container => container.Id).OrderBy(id => id == running ? 0 : 1));
        Assert.Equal(3, listed.Single(container => container.Id == ended.Id).ExitCode);
        Assert.True(listed.Single(container => container.Id == running).Pid > 0);
    }

    [Fact]
    public async Task Starts_by_many_callers_all_succeed()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => real.RunAsync(real.Spec("many", "sleep", "600"))));

        var listed = await _engine.ListContainersAsync(real.Labels, default);

        Assert.All(ids, id => Assert.Equal(ContainerState.Running, listed.Single(container => container.Id == id).State));
        await Task.WhenAll(ids.Select(id => _engine.RemoveContainerAsync(id, default)));
    }

    private async Task WaitForOutputAsync(string id, string text)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await Texts.ReadAsync(_engine.ReadLogsAsync(id, new LogOptions(), bound.Token))).Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(20, bound.Token);
        }
    }
}
