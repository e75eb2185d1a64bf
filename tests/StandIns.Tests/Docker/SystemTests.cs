using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

public sealed class SystemTests(Engine engine) : IClassFixture<Engine>
{
    private readonly ISystemOperations _system = engine.Client.System;

    [Fact]
    public async Task Engine_says_what_it_and_its_machine_are()
    {
        await _system.PingAsync();
        var version = await _system.GetVersionAsync();
        var info = await _system.GetSystemInfoAsync();

        Assert.True(System.Version.Parse(version.APIVersion!) >= new System.Version(1, 41));
        Assert.Equal(version.Version, info.ServerVersion);
        Assert.True(info is { NCPU: > 0, MemTotal: > 0 });
        Assert.Contains(info.CgroupVersion, new[] { "1", "2" });
    }

    [Fact]
    public async Task Client_of_a_version_that_the_engine_does_not_know_is_refused()
    {
        using var client = new DockerClientConfiguration(Engine.Endpoint).CreateClient(new System.Version(1, 99));

        var failure = await Assert.ThrowsAsync<DockerApiException>(() => client.System.GetSystemInfoAsync());

        Assert.Contains("client version 1.99 is too new", failure.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_reported_until_cancelled()
    {
        var container = engine.Container("sleep", "600");
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["container"] = new Dictionary<string, bool> { [container.Name!] = true } };
        var since = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var stop = new CancellationTokenSource();
        var reported = new Reported<Message>();
        var monitor = _system.MonitorEventsAsync(new ContainerEventsParameters { Since = since, Filters = filters }, reported, stop.Token);

        var id = (await engine.Client.Containers.CreateContainerAsync(container)).ID;
        await reported.First;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => monitor);
        var message = reported.Items.First();
        Assert.Equal(("container", "create", id), (message.Type, message.Action, message.Actor!.ID));
        Assert.Equal(container.Name, message.Actor.Attributes!["name"]);
    }
}
