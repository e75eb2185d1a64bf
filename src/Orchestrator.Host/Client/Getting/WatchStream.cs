using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;

namespace Orchestrator.Host.Client.Getting;

/// <summary>Reads the events of a watch, a line of JSON each, as they come.</summary>
internal static class WatchStream
{
    private const int EventBytesMax = 64 << 20;

    /// <exception cref="ClientException">The connection breaks off, or what comes is not an event.</exception>
    public static async IAsyncEnumerable<JsonObject> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (Parse(rest.Slice(0, end)) is { } change)
                {
                    yield return change;
                }

                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                yield break;
            }

            if (rest.Length > EventBytesMax)
            {
                throw new ClientException($"the server sent an event of more than {EventBytesMax >> 20} MiB");
            }

            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static JsonObject? Parse(ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray();
        if (bytes.All(letter => letter is (byte)' ' or (byte)'\r'))
        {
            return null;
        }

        try
        {
            return AnswerJson.Parse(bytes);
        }
        catch (JsonException failure)
        {
            throw new ClientException("the server's watch sent something that is not an event", cause: failure);
        }
    }
}
