using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Images;

/// <summary>Reads credentials as Docker's tools write them: <c>config.json</c>, and the older <c>.dockercfg</c>, which is its <c>auths</c> alone.</summary>
internal static class RegistryAuths
{
    /// <summary>The credentials in a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="wrapped">Whether it is a whole <c>config.json</c>.</param>
    /// <param name="source">Where they are from.</param>
    /// <exception cref="FormatException">The text is something else. The message holds nothing of it.</exception>
    public static ImmutableArray<PullCredential> Read(ReadOnlySpan<byte> json, bool wrapped, string source)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            throw new FormatException($"{source} is not JSON");
        }

        if (root.ValueKind == JsonValueKind.Object && wrapped)
        {
            root = root.TryGetProperty("auths", out var auths) ? auths : default;
        }

        return root.ValueKind switch
        {
            JsonValueKind.Object => [.. root.EnumerateObject().Select(entry => Read(entry, source)).OfType<PullCredential>()],
            JsonValueKind.Undefined => [],
            _ => throw new FormatException($"{source} must be an object with credentials by registry under \"auths\", as docker login writes it"),
        };
    }

    /// <summary>The programs that a <c>config.json</c> wants asked for credentials; empty where it wants none.</summary>
    public static ImmutableArray<string> HelpersOf(ReadOnlySpan<byte> json)
    {
        var root = JsonElement.Parse(json);
        if (root.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var store = root.TryGetProperty("credsStore", out var one) && one.ValueKind == JsonValueKind.String ? [one.GetString()!] : Array.Empty<string>();
        var helpers = root.TryGetProperty("credHelpers", out var several) && several.ValueKind == JsonValueKind.Object
            ? several.EnumerateObject().Where(helper => helper.Value.ValueKind == JsonValueKind.String).Select(helper => helper.Value.GetString()!)
            : [];
        return [.. store.Concat(helpers).Where(helper => helper.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static PullCredential? Read(JsonProperty entry, string source)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{source}: the entry of {entry.Name} must be an object");
        }

        var (user, password) = Decode(Text(entry.Value, "auth"), source, entry.Name);
        var credentials = new RegistryCredentials
        {
            Username = Text(entry.Value, "username") ?? user,
            Password = Text(entry.Value, "password") ?? password,
            IdentityToken = Text(entry.Value, "identitytoken"),
            RegistryToken = Text(entry.Value, "registrytoken"),
        };

        // An entry without anything stands for one that a credential helper keeps.
        return credentials is { Username: null, IdentityToken: null, RegistryToken: null } ? null : new PullCredential(RegistryPattern.Parse(entry.Name), source, credentials);
    }

    private static (string? User, string? Password) Decode(string? auth, string source, string registry)
    {
        if (auth is null)
        {
            return (null, null);
        }

        var bytes = new byte[auth.Length];
        var text = Convert.TryFromBase64String(auth, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? (text[..colon], text[(colon + 1)..].TrimEnd('\0'))
            : throw new FormatException($"{source}: auth of {registry} must be user:password as base64");
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
