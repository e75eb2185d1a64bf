using System.Formats.Tar;
using Orchestrator.Containers.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class ArchiveTests(RealEngine real)
{
    // Tests that run beside this one open some too; a leak would be one for each archive.
    private const int HandlesOfOthers = 30;

    private readonly IContainerEngine _engine = real.Engine;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Archive_written_to_a_container_is_read_back_whether_it_runs_or_not(bool running)
    {
        var spec = real.Spec("archive", "sleep", "600");
        var id = running ? await real.RunAsync(spec) : await _engine.CreateContainerAsync(spec, default);
        await using var archive = await Archives.RandomAsync(3_000_000);
        var written = await ContentAsync(archive, "file");
        archive.Position = 0;

        await _engine.WriteArchiveAsync(id, "/bin", archive, default);

        await using var read = await _engine.ReadArchiveAsync(id, "/bin/file", default);
        Assert.Equal(written, await ContentAsync(read, "file"));
    }

    [Fact]
    public async Task Folder_is_read_with_what_is_in_it()
    {
        var id = await real.RunAsync(real.Spec("folder", "sleep", "600"));
        await _engine.RunAsync(id, "sh", "-c", "mkdir -p /data/deep; echo one > /data/deep/file");

        await using var read = await _engine.ReadArchiveAsync(id, "/data", default);

        Assert.Equal("one\n"u8.ToArray(), await ContentAsync(read, "data/deep/file"));
    }

    [Fact]
    public async Task Path_or_container_that_is_not_there_is_not_found()
    {
        var id = await real.RunAsync(real.Spec("absent", "sleep", "600"));

        await Engines.FailsAsync(EngineFault.NotFound, () => _engine.ReadArchiveAsync(id, "/absent", default));
        await Engines.FailsAsync(EngineFault.NotFound, async () => await _engine.WriteArchiveAsync(id, "/absent", await Archives.RandomAsync(10), default));
        await Engines.FailsAsync(EngineFault.NotFound, () => _engine.ReadArchiveAsync(real.NewName("none"), "/", default));
    }

    [Fact]
    public async Task Archive_for_a_read_only_container_or_that_is_none_is_invalid()
    {
        var id = await real.RunAsync(real.Spec("fixed", "sleep", "600") with { ReadOnlyRoot = true });
        var open = await real.RunAsync(real.Spec("open", "sleep", "600"));

        await Engines.FailsAsync(EngineFault.Invalid, async () => await _engine.WriteArchiveAsync(id, "/bin", await Archives.RandomAsync(10), default));
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.WriteArchiveAsync(open, "/bin", new MemoryStream([.. Enumerable.Repeat((byte)'x', 2000)]), default));
    }

    [Fact]
    public async Task Archives_left_half_read_leave_no_connection()
    {
        var id = await real.RunAsync(real.Spec("half", "sleep", "600"));
        await _engine.RunAsync(id, "sh", "-c", "dd if=/dev/zero of=/large bs=1M count=30");
        await ReadSomeAsync(id);
        var before = OpenHandles();

        for (var round = 0; round < 100; round++)
        {
            await ReadSomeAsync(id);
        }

        await Eventually.True(() => Task.FromResult(OpenHandles() <= before + HandlesOfOthers), $"as few open handles as before ({before}), not {OpenHandles()}");
    }

    private async Task ReadSomeAsync(string id)
    {
        await using var read = await _engine.ReadArchiveAsync(id, "/large", default);
        await read.ReadExactlyAsync(new byte[5000]);
    }

    private static int OpenHandles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static async Task<byte[]> ContentAsync(Stream archive, string name)
    {
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.Name == name)
            {
                using var content = new MemoryStream();
                await entry.DataStream!.CopyToAsync(content);
                return content.ToArray();
            }
        }

        throw new InvalidDataException($"The archive has no '{name}'.");
    }
}
