using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Planning.Deployments;

/// <summary>
/// The hash that tells the templates of a deployment apart, and that its replica sets and their pods are named after. It is made of the template's JSON without empty
/// fields and with sorted members, so it stays the same when a record gains a field. Its letters are Kubernetes': no vowels, so no words.
/// </summary>
public static class TemplateHash
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const string SecurityContext = "securityContext";
    private const int Length = 10;

    /// <summary>The hash of a template.</summary>
    /// <param name="template">The template; a hash label in it does not count.</param>
    /// <param name="collisionCount">How often a replica set's name was taken by something else: each time another hash is needed. Null is 0.</param>
    public static string Of(PodTemplateSpec template, int? collisionCount = null)
    {
        // An empty security context is written, because clients rely on it, and says nothing: templates that were hashed without it keep their hash.
        var plain = template with { Metadata = template.Metadata with { Labels = template.Metadata.Labels.Remove(DeploymentLabel.TemplateHash) } };
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteSorted(writer, WithoutEmptyContext(ResourceJson.ToNode(plain)));
        }

        if (collisionCount is > 0)
        {
            buffer.Write(BitConverter.GetBytes(collisionCount.Value));
        }

        return Encode(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(buffer.ToArray())));
    }

    private static JsonElement WithoutEmptyContext(JsonNode template)
    {
        if (template["spec"] is JsonObject spec && spec[SecurityContext] is JsonObject { Count: 0 })
        {
            spec.Remove(SecurityContext);
        }

        return JsonSerializer.SerializeToElement(template);
    }

    private static string Encode(ulong number)
    {
        var text = new StringBuilder(Length);
        for (var position = 0; position < Length; position++)
        {
            text.Append(Alphabet[(int)(number % (ulong)Alphabet.Length)]);
            number /= (ulong)Alphabet.Length;
        }

        return text.ToString();
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
