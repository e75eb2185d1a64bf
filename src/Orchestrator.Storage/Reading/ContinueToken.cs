using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Reading;

/// <summary>Where a page ended, and the version that all pages show.</summary>
/// <param name="Version">The list's version.</param>
/// <param name="Namespace">The last item's namespace.</param>
/// <param name="Name">The last item's name.</param>
internal sealed record ContinueToken(
    [property: JsonPropertyName("v")] long Version, [property: JsonPropertyName("s")] string Namespace, [property: JsonPropertyName("n")] string Name)
{
    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, ContinueTokenJson.Default.ContinueToken));

    public static ContinueToken Read(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), ContinueTokenJson.Default.ContinueToken) is
                { Version: >= 0, Namespace: not null, Name: not null } token && !token.Namespace.Contains('\0') && !token.Name.Contains('\0'))
            {
                return token;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Falls through to the same answer as a token whose content makes no sense.
        }

        throw new InvalidContinueException("The continue token is not one that a list gave; list again without it.");
    }
}
