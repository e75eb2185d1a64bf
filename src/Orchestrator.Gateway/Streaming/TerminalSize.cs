using System.Text.Json;

namespace Orchestrator.Gateway.Streaming;

/// <summary>The size of a client's terminal, in characters.</summary>
internal readonly record struct TerminalSize(int Columns, int Rows)
{
    private const int BytesMax = 256;
    private const int CharactersMax = 65535;

    /// <summary>Whether there is a terminal of this size; clients that do not know theirs say 0.</summary>
    public bool IsKnown => Columns > 0 && Rows > 0;

    /// <summary>Reads such as <c>{"Width":80,"Height":24}</c>.</summary>
    public static TerminalSize Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (message.Length <= BytesMax)
            {
                using var document = JsonDocument.Parse(message);
                if (document.RootElement.ValueKind == JsonValueKind.Object && Part(document, "Width") is { } width && Part(document, "Height") is { } height)
                {
                    return new TerminalSize(width, height);
                }
            }
        }
        catch (JsonException)
        {
            // Said below, as of what is JSON and no size.
        }

        throw new StreamProtocolException("""the size of a terminal is sent as {"Width":80,"Height":24}""");
    }

    private static int? Part(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 0 and <= CharactersMax
            ? number
            : null;
}
