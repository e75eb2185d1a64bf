using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Agent.Probes;
using Orchestrator.Containers;
using Orchestrator.Containers.Docker;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>Commands of probes on a real engine.</summary>
public sealed class EngineCommandTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddDockerEngine(options => options.Endpoint = TestEnvironment.Docker.OriginalString)
        .BuildServiceProvider();

    private string _id = "";

    private IContainerEngine Engine => _services.GetRequiredService<IContainerEngine>();

    public async Task InitializeAsync()
    {
        await TestKit.Images.EnsureAsync(TestEnvironment.Docker);
        var spec = new ContainerSpec { Name = UniqueName.Of("probes"), Image = TestKit.Images.Busybox, Arguments = ["sleep", "600"], Labels = new Dictionary<string, string>() };
        _id = await Engine.CreateContainerAsync(spec, CancellationToken.None);
        await Engine.StartContainerAsync(_id, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Engine.RemoveContainerAsync(_id, CancellationToken.None);
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData("exit 0", 0, "")]
    [InlineData("echo not yet; exit 3", 3, "not yet\n")]
    [InlineData("echo on stderr >&2; exit 1", 1, "on stderr\n")]
    public async Task Command_ends_with_its_exit_code_and_output(string script, int exitCode, string output)
    {
        var result = await EngineCommands.Of(Engine, _id)(["sh", "-c", script], () => { }, CancellationToken.None);

        Assert.Equal(new ProbeCommandResult(exitCode, output), result);
    }

    [Fact]
    public async Task Command_that_does_not_exist_has_failed()
    {
        var result = await EngineCommands.Of(Engine, _id)(["no-such-command"], () => { }, CancellationToken.None);

        Assert.InRange(result.ExitCode, 126, 127);
        Assert.Contains("no-such-command", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_that_writes_a_lot_is_read_to_its_end_and_kept_within_bounds()
    {
        var result = await EngineCommands.Of(Engine, _id)(["sh", "-c", "yes | head -c 3000000; exit 5"], () => { }, CancellationToken.None);

        Assert.Equal((5, 10 * 1024), (result.ExitCode, result.Output.Length));
    }

    [Fact]
    public async Task Command_that_never_ends_is_killed_when_its_time_is_up()
    {
        var seconds = Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture);
        using var timeUp = new CancellationTokenSource();
        var call = EngineCommands.Of(Engine, _id)(["sleep", seconds], () => { }, timeUp.Token);
        await Eventually.True(() => Task.FromResult(Sleeps(seconds)), "the command runs");

        await timeUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.True(() => Task.FromResult(!Sleeps(seconds)), "the command is gone");
    }

    [Fact]
    public async Task Container_that_does_not_run_is_an_error_of_the_engine()
    {
        await Engine.StopContainerAsync(_id, TimeSpan.Zero, CancellationToken.None);

        await Assert.ThrowsAsync<EngineException>(() => EngineCommands.Of(Engine, _id)(["true"], () => { }, CancellationToken.None));
    }

    private static bool Sleeps(string seconds) => Directory.EnumerateDirectories("/proc").Any(folder =>
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(folder)[0]) && File.ReadAllText(Path.Combine(folder, "cmdline")) == $"sleep\0{seconds}\0";
        }
        catch (IOException)
        {
            // It ended just now.
            return false;
        }
    });
}
