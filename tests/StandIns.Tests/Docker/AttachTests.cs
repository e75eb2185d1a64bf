using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

public sealed class AttachTests(Engine engine) : IClassFixture<Engine>
{
    private readonly IContainerOperations _containers = engine.Client.Containers;

    [Fact]
    public async Task Attached_stream_carries_input_and_both_outputs()
    {
        var parameters = engine.Container("sh", "-c", "cat; echo done >&2");
        (parameters.OpenStdin, parameters.StdinOnce) = (true, true);
        var id = (await _containers.CreateContainerAsync(parameters)).ID!;
        await _containers.StartContainerAsync(id, null);

        var output = await _containers.AttachContainerAsync(
            id, false, new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true });
        await output.CopyFromAsync(Engine.Bytes("typed\n"), default);
        output.CloseWrite();

        Assert.Equal("typed\n|done\n", await Engine.ReadAsync(output));
    }

    [Fact]
    public async Task Terminal_takes_another_size()
    {
        var parameters = engine.Container("sh", "-c", "read go; stty size");
        (parameters.OpenStdin, parameters.Tty) = (true, true);
        var id = (await _containers.CreateContainerAsync(parameters)).ID!;
        await _containers.StartContainerAsync(id, null);
        var output = await _containers.AttachContainerAsync(id, true, new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true });

        await _containers.ResizeContainerTtyAsync(id, new ContainerResizeParameters { Width = 98, Height = 32 });
        await output.WriteAsync("\n"u8.ToArray(), 0, 1, default);

        Assert.Contains("32 98", await Engine.ReadAsync(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_goes_in_and_comes_out_and_says_what_it_is()
    {
        var id = (await _containers.CreateContainerAsync(engine.Container("true"))).ID!;
        using var archive = await Engine.BusyboxAsync();

        await _containers.ExtractArchiveToContainerAsync(id, new ContainerPathStatParameters { Path = "/" }, archive);
        var stat = await _containers.GetArchiveFromContainerAsync(id, new GetArchiveFromContainerParameters { Path = "/bin/busybox" }, true);
        var whole = await _containers.GetArchiveFromContainerAsync(id, new GetArchiveFromContainerParameters { Path = "/bin/busybox" }, false);

        Assert.Null(stat.Stream);
        Assert.Equal(("busybox", new FileInfo(Engine.Busybox).Length), (stat.Stat!.Name, stat.Stat.Size));
        using var received = new MemoryStream();
        await whole.Stream!.CopyToAsync(received);
        await whole.Stream.DisposeAsync();
        received.Position = 0;
        await using var tar = new System.Formats.Tar.TarReader(received);
        var entry = (await tar.GetNextEntryAsync())!;
        using var content = new MemoryStream();
        await entry.DataStream!.CopyToAsync(content);
        Assert.Equal(await File.ReadAllBytesAsync(Engine.Busybox), content.ToArray());
    }

    [Fact]
    public async Task Archive_of_what_is_not_there_is_not_found()
    {
        var id = (await _containers.CreateContainerAsync(engine.Container("true"))).ID!;

        await Assert.ThrowsAsync<DockerContainerNotFoundException>(
            () => _containers.GetArchiveFromContainerAsync(id, new GetArchiveFromContainerParameters { Path = "/absent" }, false));
    }

    [Fact]
    public async Task Host_settings_of_a_container_are_kept_by_the_engine()
    {
        var parameters = engine.Container("true");
        parameters.HostConfig!.GroupAdd = ["7"];
        parameters.HostConfig.SecurityOpt = ["no-new-privileges:true"];
        parameters.HostConfig.ShmSize = 1 << 20;
        parameters.HostConfig.Devices = [new DeviceMapping { PathOnHost = "/dev/null", PathInContainer = "/dev/swallow", CgroupPermissions = "rw" }];
        parameters.HostConfig.Mounts =
        [
            new Mount { Type = "bind", Source = "/bin", Target = "/other", ReadOnly = true, BindOptions = new BindOptions { Propagation = "rslave", NonRecursive = true } },
        ];

        var host = (await _containers.InspectContainerAsync((await _containers.CreateContainerAsync(parameters)).ID!)).HostConfig!;

        Assert.Equal(("7", "no-new-privileges:true", 1L << 20), (host.GroupAdd!.Single(), host.SecurityOpt!.Single(), host.ShmSize));
        Assert.Equal("/dev/swallow", host.Devices!.Single().PathInContainer);
        var mount = host.Mounts!.Single();
        Assert.Equal(("/bin", "/other", true, "rslave", true), (mount.Source, mount.Target, mount.ReadOnly, mount.BindOptions!.Propagation, mount.BindOptions.NonRecursive));
    }
}
