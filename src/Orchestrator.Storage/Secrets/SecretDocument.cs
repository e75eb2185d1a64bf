using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Secrets;

/// <summary>
/// A Secret as it is stored: its values are encrypted, and so are its annotations, because kubectl keeps a copy of the values there. Names of keys, labels and type
/// are plain, for selectors.
/// </summary>
internal sealed class SecretDocument(SecretSeal seal)
{
    private const string Kind = "Secret";
    private static readonly string[][] Fields = [["data"], ["stringData"], ["metadata", "annotations"]];

    /// <summary>Whether resources of this kind are stored so.</summary>
    public static bool IsSealed(string group, string kind) => group.Length == 0 && kind == Kind;

    /// <summary>The document as a node, where it is a Secret's; else null.</summary>
    public static JsonObject? TryRead(ReadOnlyMemory<byte> document)
    {
        using var read = JsonDocument.Parse(document);
        return read.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals(Kind) && read.RootElement.TryGetProperty("apiVersion", out var version)
            && version.ValueEquals("v1") ? JsonObject.Create(read.RootElement.Clone()) : null;
    }

    /// <summary>Encrypts all values. What is stored already under its place and with the newest key stays as it is, so that writing the same changes nothing.</summary>
    public ReadOnlyMemory<byte> Seal(JsonObject secret, JsonObject? stored) => Change(
        secret,
        (place, path, key, value) => Find(stored, path)?[key] is JsonValue old && old.TryGetValue<string>(out var text) && seal.Holds(place, text, value)
            ? text
            : seal.Seal(place, value));

    /// <summary>Decrypts all values.</summary>
    /// <exception cref="SealedValueException">One can't be decrypted; the message names the Secret.</exception>
    public ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> document)
    {
        var secret = JsonNode.Parse(document.Span)!.AsObject();
        try
        {
            return Change(secret, (place, _, _, value) => seal.Open(place, value));
        }
        catch (SealedValueException e)
        {
            throw new SealedValueException($"the Secret {Text(secret, "namespace")}/{Text(secret, "name")} cannot be read: {e.Message}");
        }
    }

    /// <summary>The document with its values, or without any where they can't be decrypted: what is gone has to be told all the same.</summary>
    public ReadOnlyMemory<byte> OpenOrLeaveOut(ReadOnlyMemory<byte> document)
    {
        try
        {
            return Open(document);
        }
        catch (SealedValueException)
        {
            var secret = JsonNode.Parse(document.Span)!.AsObject();
            foreach (var path in Fields)
            {
                Find(secret, path[..^1])?.Remove(path[^1]);
            }

            return JsonSerializer.SerializeToUtf8Bytes(secret);
        }
    }

    private static ReadOnlyMemory<byte> Change(JsonObject secret, Func<string, string[], string, string, string> change)
    {
        foreach (var path in Fields)
        {
            if (Find(secret, path) is not { } values)
            {
                continue;
            }

            foreach (var (key, value) in values.ToList())
            {
                values[key] = change(Place(secret, path, key), path, key, value!.GetValue<string>());
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(secret);
    }

    // None of the parts can hold the separator: uid and names are DNS names, keys are checked, and the field's path is ours.
    private static string Place(JsonObject secret, string[] path, string key) =>
        string.Join('\n', Text(secret, "uid"), Text(secret, "namespace"), Text(secret, "name"), string.Join('.', path), key);

    private static string Text(JsonObject secret, string field) => secret["metadata"]?[field]?.GetValue<string>() ?? "";

    private static JsonObject? Find(JsonObject? secret, string[] path) =>
        path.Aggregate(secret, (found, step) => found?[step] as JsonObject);
}
