using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;

namespace Orchestrator.Resources.Serialization;

/// <summary>YAML as Kubernetes reads and writes it.</summary>
public static class YamlDocuments
{
    /// <summary>A document that grows beyond this through its aliases was made to exhaust memory.</summary>
    private const int AliasedNodesMax = 100_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The documents of a stream, separated by <c>---</c>, each as UTF-8 JSON; empty ones are left out.</summary>
    /// <exception cref="DecodeException">It is not YAML.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> yaml) => [.. Read(yaml).Select(WriteJson)];

    /// <summary>A stream of just one document as UTF-8 JSON.</summary>
    /// <exception cref="DecodeException">It is not YAML, or not one document.</exception>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> yaml)
    {
        var documents = Read(yaml);
        return documents.Count == 1
            ? WriteJson(documents[0])
            : throw ResourceDecoder.Malformed($"expected one YAML document, got {documents.Count}");
    }

    /// <summary>A document as YAML.</summary>
    public static string ToYaml<T>(T value) => YamlWriter.Write(ResourceJson.ToElement(value));

    private static List<YamlNode> Read(ReadOnlyMemory<byte> yaml)
    {
        try
        {
            return YamlReader.ReadAll(Utf8.GetString(yaml.Span).TrimStart('\uFEFF'));
        }
        catch (YamlException exception)
        {
            throw ResourceDecoder.Malformed(string.Create(
                CultureInfo.InvariantCulture, $"not YAML: {exception.Message} (line {exception.Start.Line}, column {exception.Start.Column})"));
        }
        catch (DecoderFallbackException exception)
        {
            throw ResourceDecoder.Malformed($"not YAML: byte {exception.Index + 1} is not UTF-8");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The library's scanner says so of some streams that it can't read, such as half of a surrogate pair, without their place.
            throw ResourceDecoder.Malformed($"not YAML: {exception.Message}");
        }
    }

    private static ReadOnlyMemory<byte> WriteJson(YamlNode root)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true }))
        {
            var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
            var budget = AliasedNodesMax;
            Write(root, writer, seen, ref budget, 0);
        }

        return json.WrittenMemory;
    }

    private static void Write(YamlNode node, Utf8JsonWriter writer, HashSet<YamlNode> seen, ref int budget, int depth)
    {
        // Aliases nest what is shallow where it stands, and repeat what is small.
        if (depth > ResourceDecoder.DepthMax || !seen.Add(node) && --budget < 0)
        {
            throw ResourceDecoder.Malformed("not YAML that is accepted: its aliases expand to too much");
        }

        switch (node)
        {
            case YamlNode.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case YamlNode.Literal literal:
                writer.WriteRawValue(literal.Json, skipInputValidation: true);
                break;
            case YamlNode.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(item, writer, seen, ref budget, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case YamlNode.Map map:
                writer.WriteStartObject();
                foreach (var (name, item) in map.Members)
                {
                    writer.WritePropertyName(name);
                    Write(item, writer, seen, ref budget, depth + 1);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"a YAML node can't be a {node.GetType()}");
        }
    }
}
