using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Resources.Serialization;

/// <summary>The JSON of resources, as it is stored, sent and answered. Reading tolerates unknown members; strictness is <see cref="ResourceDecoder"/>'s.</summary>
public static class ResourceJson
{
    /// <summary>The options for resources and for messages and state that contain them.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>The document as UTF-8.</summary>
    public static byte[] SerializeToUtf8<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>The document as text.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The document as a tree that can be changed.</summary>
    public static JsonNode ToNode<T>(T value) =>
        JsonSerializer.SerializeToNode(value, Options) ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The document as a tree that can be read.</summary>
    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    /// <summary>Reads a document that was written by this class.</summary>
    /// <exception cref="JsonException">It is not such a document.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("the document is null");

    /// <summary>Reads a document that was written by this class.</summary>
    /// <exception cref="JsonException">It is not such a document.</exception>
    public static T Deserialize<T>(JsonNode node) => node.Deserialize<T>(Options) ?? throw new JsonException("the document is null");

    /// <summary>Whether two values say the same. Records compare lists by identity, so their own equality is too fine.</summary>
    public static bool SameContent<T>(T left, T right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        // Most that is the same is also written the same; documents of free form can have another order.
        var (one, other) = (SerializeToUtf8(left), SerializeToUtf8(right));
        if (one.AsSpan().SequenceEqual(other))
        {
            return true;
        }

        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DescribedJson.Modify } },
            Converters = { new ImmutableArrayConverterFactory(), new SortedMapConverterFactory() },
        };
        options.MakeReadOnly();
        return options;
    }
}
