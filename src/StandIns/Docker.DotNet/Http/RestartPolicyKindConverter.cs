using System.Text.Json;
using System.Text.Json.Serialization;
using Docker.DotNet.Models;

namespace Docker.DotNet.Http;

/// <summary>The engine's words for restart policies.</summary>
internal sealed class RestartPolicyKindConverter : JsonConverter<RestartPolicyKind>
{
    private static readonly string[] Words = ["", "no", "always", "on-failure", "unless-stopped"];

    /// <inheritdoc />
    public override RestartPolicyKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var word = reader.GetString() ?? "";
        var index = Array.IndexOf(Words, word);
        return index >= 0 ? (RestartPolicyKind)index : throw new JsonException($"The engine named a restart policy that is not known: '{word}'.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, RestartPolicyKind value, JsonSerializerOptions options) => writer.WriteStringValue(Words[(int)value]);
}
