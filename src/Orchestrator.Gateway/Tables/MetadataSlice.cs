using System.Text.Json;

namespace Orchestrator.Gateway.Tables;

/// <summary>Finds an object's metadata in its document without making anything of the rest.</summary>
internal static class MetadataSlice
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var found = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
            {
                return document[start..(int)reader.BytesConsumed];
            }
        }

        return "{}"u8;
    }
}
