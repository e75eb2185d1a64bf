using Orchestrator.Containers.Docker;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class WedgedEngineTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeEngine _fake = null!;
    private DockerEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _fake = await FakeEngine.StartAsync();
        _fake.Answer = _ => HangAsync();
        _engine = Engines.Create(_fake.Endpoint, time: _time);
    }

    public async Task DisposeAsync()
    {
        _engine.Dispose();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData("info", 60)]
    [InlineData("find", 60)]
    [InlineData("list", 60)]
    [InlineData("image", 60)]
    [InlineData("images", 60)]
    [InlineData("create", 120)]
    [InlineData("kill", 120)]
    [InlineData("remove", 120)]
    [InlineData("exec", 120)]
    [InlineData("attach", 120)]
    [InlineData("read", 120)]
    [InlineData("write", 120)]
    [InlineData("import", 120)]
    [InlineData("unname", 120)]
    public async Task Call_is_unavailable_after_the_time_of_its_kind(string operation, int seconds)
    {
        var call = CallAsync(operation);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(call.IsCompleted);

        // A transfer's time begins with its last byte, which the engine may have taken at any moment since.
        await Engines.FailsAsync(EngineFault.Unavailable, () => UntilAsync(call));
    }

    [Fact]
    public async Task Pull_from_an_engine_that_has_fallen_silent_is_the_engines_fault_and_not_the_registrys()
    {
        var pulls = 0;
        _fake.Answer = async context =>
        {
            pulls++;
            await HangAsync();
        };
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fake.AnswerVersion = _ => pulls == 0
            ? null
            : Task.Run(async () =>
            {
                silent.TrySetResult();
                await _fake.HangAsync();
            });
        var pull = _engine.PullImageAsync("b:1", null, null, default);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromMinutes(5));
        await silent.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromMinutes(1));

        await Engines.FailsAsync(EngineFault.Unavailable, () => pull);
    }

    private Task HangAsync()
    {
        _reached.TrySetResult();
        return _fake.HangAsync();
    }

    private async Task UntilAsync(Task call)
    {
        for (var round = 0; round < 600 && !call.IsCompleted; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(call, Task.Delay(50));
        }

        Assert.True(call.IsCompleted, "the call goes on though 10 minutes have passed");
        await call;
    }

    private Task CallAsync(string operation) => operation switch
    {
        "info" => _engine.GetInfoAsync(default),
        "find" => _engine.FindContainerAsync("a1", default),
        "list" => _engine.ListContainersAsync(new Dictionary<string, string>(), default),
        "image" => _engine.FindImageAsync("b:1", default),
        "images" => _engine.ListImagesAsync(default),
        "create" => _engine.CreateContainerAsync(new ContainerSpec { Name = "a1", Image = "b" }, default),
        "kill" => _engine.KillContainerAsync("a1", "SIGTERM", default),
        "remove" => _engine.RemoveContainerAsync("a1", default),
        "exec" => _engine.ExecAsync("a1", new ExecSpec { Command = ["true"] }, default),
        "attach" => _engine.AttachAsync("a1", new AttachSpec(), default),
        "read" => _engine.ReadArchiveAsync("a1", "/x", default),
        "write" => _engine.WriteArchiveAsync("a1", "/x", new MemoryStream([1]), default),
        "import" => _engine.ImportImageAsync("b:1", new MemoryStream([1]), [], default),
        _ => _engine.RemoveImageAsync("b:1", default),
    };
}
