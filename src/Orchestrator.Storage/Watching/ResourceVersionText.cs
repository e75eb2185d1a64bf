using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Storage.Watching;

/// <summary>Puts another version into a stored document's text without writing the rest of it anew.</summary>
internal static class ResourceVersionText
{
    public static byte[] Replace(byte[] document, long version)
    {
        var (start, end) = FindValue(document);
        var text = Encoding.ASCII.GetBytes($"\"{version.ToString(CultureInfo.InvariantCulture)}\"");
        var result = new ArrayBufferWriter<byte>(document.Length + text.Length);
        result.Write(document.AsSpan(0, start));
        result.Write(text);
        result.Write(document.AsSpan(end));
        return result.WrittenSpan.ToArray();
    }

    private static (int Start, int End) FindValue(byte[] document)
    {
        var reader = new Utf8JsonReader(document);
        var inMetadata = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.CurrentDepth == 1)
            {
                inMetadata = reader.ValueTextEquals("metadata"u8);
            }
            else if (inMetadata && reader.CurrentDepth == 2 && reader.ValueTextEquals("resourceVersion"u8))
            {
                reader.Read();
                return ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            }
        }

        throw new InvalidDataException("a stored document has no metadata.resourceVersion");
    }
}
