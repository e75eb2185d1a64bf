using System.Buffers.Binary;
using System.Text;

namespace Orchestrator.Benchmarks.Traces;

/// <summary>Reads spans from a request of OTLP, which is a message of protocol buffers.</summary>
internal static class SpanReader
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    // Numbers of fields, as OpenTelemetry's trace.proto has them.
    private const int ResourceSpansOfRequest = 1;
    private const int ScopeSpansOfResource = 2;
    private const int ScopeOfScopeSpans = 1;
    private const int SpansOfScope = 2;
    private const int NameOfScope = 1;
    private const int NameOfSpan = 5;
    private const int BeganOfSpan = 7;
    private const int EndedOfSpan = 8;

    /// <summary>All spans of a request.</summary>
    public static List<Span> Read(ReadOnlyMemory<byte> request)
    {
        var spans = new List<Span>();
        foreach (var resource in Fields(request).Where(field => field.Number == ResourceSpansOfRequest))
        {
            foreach (var scope in Fields(resource.Content).Where(field => field.Number == ScopeSpansOfResource))
            {
                var fields = Fields(scope.Content).ToList();
                var source = fields.Where(field => field.Number == ScopeOfScopeSpans).SelectMany(field => Fields(field.Content)).FirstOrDefault(field => field.Number == NameOfScope);
                spans.AddRange(fields.Where(field => field.Number == SpansOfScope).Select(field => SpanOf(Text(source.Content), field.Content)));
            }
        }

        return spans;
    }

    private static Span SpanOf(string source, ReadOnlyMemory<byte> message)
    {
        var (name, began, ended) = ("", 0UL, 0UL);
        foreach (var field in Fields(message))
        {
            switch (field.Number)
            {
                case NameOfSpan:
                    name = Text(field.Content);
                    break;
                case BeganOfSpan:
                    began = BinaryPrimitives.ReadUInt64LittleEndian(field.Content.Span);
                    break;
                case EndedOfSpan:
                    ended = BinaryPrimitives.ReadUInt64LittleEndian(field.Content.Span);
                    break;
                default:
                    break;
            }
        }

        return new Span(source, name, began, ended);
    }

    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Content)> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = ReadVarint(message, ref at);
            var length = (int)(key & 7) switch
            {
                Varint => LengthOfVarint(message, at),
                Fixed64 => sizeof(ulong),
                Bytes => (int)ReadVarint(message, ref at),
                Fixed32 => sizeof(uint),
                var other => throw new FormatException($"The request holds a field of the unknown wire type {other}."),
            };
            yield return ((int)(key >> 3), message.Slice(at, length));
            at += length;
        }
    }

    private static int LengthOfVarint(ReadOnlyMemory<byte> message, int from)
    {
        var at = from;
        ReadVarint(message, ref at);
        return at - from;
    }

    private static ulong ReadVarint(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
