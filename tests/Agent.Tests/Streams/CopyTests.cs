using System.Formats.Tar;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Tests.Streams;

[Collection(MeasuredProcess.Name)]
public sealed class CopyTests(StreamWorld world)
{
    [Fact]
    public async Task Files_go_into_a_container_and_come_out_as_they_were()
    {
        var content = new byte[3_000_000];
        new Random(2).NextBytes(content);
        var pod = await world.RunAsync("sleep 3600");
        await using var streams = world.Streams();
        await using (var into = await WriteAsync(streams, pod, "/tmp"))
        {
            await into.Input.WriteAsync(await ArchiveAsync("data.bin", content));
            await into.Input.DisposeAsync();
            Assert.Equal(0, (await into.ToEndAsync()).ExitCode);
        }

        await using var from = await ReadAsync(streams, pod, "/tmp/data.bin");
        var said = await from.ToEndAsync();

        Assert.Equal(0, said.ExitCode);
        using var reader = new TarReader(new MemoryStream(said.Bytes));
        var entry = (await reader.GetNextEntryAsync())!;
        using var data = new MemoryStream();
        await entry.DataStream!.CopyToAsync(data);
        Assert.Equal("data.bin", entry.Name);
        Assert.True(content.AsSpan().SequenceEqual(data.ToArray()), "the file has other bytes");
    }

    [Fact]
    public async Task Files_of_a_container_that_has_ended_can_be_read()
    {
        var pod = await world.RunAsync("echo kept > /tmp/file");
        await world.EndedAsync(pod);
        await using var streams = world.Streams();
        await using var from = await ReadAsync(streams, pod, "/tmp/file");

        Assert.Contains("kept", (await from.ToEndAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_that_is_not_there_is_named()
    {
        var pod = await world.RunAsync("sleep 3600");
        await using var streams = world.Streams();

        Assert.Equal("no such file or folder in container \"main\": /nowhere", await Reading.RefusedAsync(404, () => ReadAsync(streams, pod, "/nowhere")));
        await using var into = await WriteAsync(streams, pod, "/nowhere");
        await into.Input.DisposeAsync();
        Assert.Contains("/nowhere", (await into.ToEndAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_that_is_left_half_way_writes_no_file()
    {
        var pod = await world.RunAsync("sleep 3600");
        await using var streams = world.Streams();
        var archive = await ArchiveAsync("half.bin", new byte[1_000_000]);
        await using (var into = await WriteAsync(streams, pod, "/tmp"))
        {
            await into.Input.WriteAsync(archive.AsMemory(0, 512));
        }

        Assert.Equal(0, (await (await ReadAsync(streams, pod, "/tmp")).ToEndAsync()).ExitCode);
        await Reading.RefusedAsync(404, () => ReadAsync(streams, pod, "/tmp/half.bin"));
    }

    [Fact]
    public async Task Large_copy_needs_little_memory()
    {
        const long Size = 200L * 1024 * 1024;
        const long MostBytes = 32L * 1024 * 1024;
        var pod = await world.RunAsync("head -c 209715200 /dev/zero > /large; echo done; sleep 3600");
        await using var streams = world.Streams();
        await TestKit.Eventually.True(async () => (await LogOfAsync(streams, pod)).Contains("done", StringComparison.Ordinal), "the file is there");
        await using var from = await ReadAsync(streams, pod, "/large");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (read, most) = (0L, 0L);

        await foreach (var frame in from.ReadAsync(default))
        {
            read += frame.Bytes.Length;
            if (read / (50L * 1024 * 1024) > (read - frame.Bytes.Length) / (50L * 1024 * 1024))
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.True(read > Size, $"{read} bytes came out");
        Assert.True(most < MostBytes, $"{most} bytes of memory were needed");
    }

    private static async Task<string> LogOfAsync(NodeStreams streams, string pod)
    {
        var text = "";
        await foreach (var piece in streams.ReadLogsAsync(new Contracts.LogRequest { PodUid = pod, Container = "main" }, default))
        {
            text += System.Text.Encoding.UTF8.GetString(piece);
        }

        return text;
    }

    private static Task<PodStream> ReadAsync(NodeStreams streams, string pod, string path) =>
        StreamWorld.Client(streams).ReadArchiveAsync("n", new ArchiveRequest(pod, "main", path), default);

    private static Task<PodStream> WriteAsync(NodeStreams streams, string pod, string path) =>
        StreamWorld.Client(streams).WriteArchiveAsync("n", new ArchiveRequest(pod, "main", path), default);

    private static async Task<byte[]> ArchiveAsync(string name, byte[] content)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return archive.ToArray();
    }
}
