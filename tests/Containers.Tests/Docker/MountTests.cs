using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class MountTests(RealEngine real) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-test-mount-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Folder_is_written_to_where_it_may_be_and_read_where_not()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "given"), "from the host");
        var spec = real.Spec("mount", "sh", "-c", "cat /fixed/given; echo back > /open/made; touch /fixed/made 2>&1") with
        {
            Mounts =
            [
                new ContainerMount { Source = _folder.FullName, Target = "/open" },
                new ContainerMount { Source = _folder.FullName, Target = "/fixed", ReadOnly = true },
            ],
        };

        var said = await real.OutputOfAsync(spec);

        Assert.StartsWith("from the host", said, StringComparison.Ordinal);
        Assert.EndsWith("Read-only file system", said, StringComparison.Ordinal);
        Assert.Equal("back\n", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "made")));
    }

    [Fact]
    public async Task File_is_mounted_as_a_file()
    {
        var file = Path.Combine(_folder.FullName, "one");
        await File.WriteAllTextAsync(file, "");

        await real.OutputOfAsync(real.Spec("file", "sh", "-c", "echo -n ended > /dev/termination-log") with
        {
            Mounts = [new ContainerMount { Source = file, Target = "/dev/termination-log" }],
        });

        Assert.Equal("ended", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Folder_that_the_host_does_not_have_is_invalid_and_not_made()
    {
        var absent = Path.Combine(_folder.FullName, "absent");
        var spec = real.Spec("absent", "true") with { Mounts = [new ContainerMount { Source = absent, Target = "/data" }] };

        var failure = await Engines.FailsAsync(EngineFault.Invalid, () => real.Engine.CreateContainerAsync(spec, default));

        Assert.Contains(absent, failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(absent));
    }

    [Theory]
    [InlineData(MountPropagation.None, null)]
    [InlineData(MountPropagation.HostToContainer, "rslave")]
    [InlineData(MountPropagation.Bidirectional, "rshared")]
    public async Task Propagation_is_asked_of_the_engine_in_its_words(MountPropagation propagation, string? words)
    {
        var spec = real.Spec("propagation", "true") with
        {
            Mounts = [new ContainerMount { Source = _folder.FullName, Target = "/data", Propagation = propagation }],
        };
        var id = await real.Engine.CreateContainerAsync(spec, default);

        var mount = Assert.Single((await real.Client.Containers.InspectContainerAsync(id)).HostConfig!.Mounts!);

        Assert.Equal(("bind", words), (mount.Type, mount.BindOptions?.Propagation));
    }
}
