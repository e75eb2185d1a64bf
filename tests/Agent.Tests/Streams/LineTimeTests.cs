using System.Text;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Lines of every length with one time each, wherever the engine's answer is cut.</summary>
public sealed class LineTimeTests
{
    private const int PartBytes = 16 * 1024;
    private const string Time = "2026-01-02T03:04:05.678901234Z ";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(PartBytes)]
    [InlineData(PartBytes + 31)]
    [InlineData(1_000_000)]
    public async Task Line_has_one_time_wherever_the_answer_is_cut(int pieceBytes)
    {
        // The last two look like times where none is: they are the container's own words.
        string[] lines =
        [
            "", "short", new('a', PartBytes - 1), new('b', PartBytes), new('c', PartBytes + 1), new('d', 3 * PartBytes), new('e', 100_000),
            Time + Time, new string('f', 100) + Time,
        ];
        var written = Encoding.UTF8.GetBytes(string.Concat(lines.Select(AsTheEngineSendsIt)));

        var read = await ReadAsync(written.Chunk(pieceBytes).ToList());

        Assert.Equal(lines.Select(line => Time + line), read.Split('\n')[..^1]);
    }

    [Fact]
    public async Task Line_without_an_end_is_there_to_its_last_byte()
    {
        var line = new string('a', PartBytes) + "2026-01-02T03:0";

        Assert.Equal(Time + line, await ReadAsync([Encoding.UTF8.GetBytes(Time + line)]));
    }

    private static string AsTheEngineSendsIt(string line)
    {
        var parts = line.Chunk(PartBytes).Select(part => Time + new string(part)).ToList();
        return line.Length % PartBytes == 0 ? string.Concat(parts) + Time + "\n" : string.Concat(parts) + "\n";
    }

    private static async Task<string> ReadAsync(IReadOnlyList<byte[]> pieces)
    {
        await using var streams = StreamWorld.Of(WrittenEngine.Of(pieces), new One());
        using var text = new MemoryStream();
        await foreach (var piece in streams.ReadLogsAsync(new LogRequest { PodUid = "uid-p", Container = "main", Timestamps = true }, default))
        {
            text.Write(piece);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private sealed class One : IContainersOnNode
    {
        private static readonly PodHere Here = new()
        {
            Pod = Support.Samples.Pod("p"),
            Statuses = [new ContainerStatus { Name = "main", ContainerId = "docker://x", State = new ContainerState { Running = new ContainerStateRunning() } }],
        };

        public PodHere? Find(string uid) => Here;

        public IReadOnlyList<PodHere> All() => [Here];
    }
}
