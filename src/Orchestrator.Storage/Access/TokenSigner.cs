using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Storage.Access;

/// <summary>
/// Signs JSON Web Tokens with ES256 and nothing else, and reads what it has signed itself. What a token's header says of algorithms and keys is not asked, so
/// no token can choose how it is looked at.
/// </summary>
internal sealed class TokenSigner
{
    private const int TokenCharsMax = 16 * 1024;

    // Not the key itself: that may be used by one thread at a time only.
    private readonly ECParameters _parameters;
    private readonly string _header;

    private TokenSigner(ECDsa key)
    {
        _parameters = key.ExportParameters(includePrivateParameters: true);
        _header = Encode(new JsonObject
        {
            ["alg"] = "ES256",
            ["typ"] = "JWT",
            ["kid"] = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo())),
        });
    }

    /// <summary>A new key, as PEM.</summary>
    public static string MakeKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A signer with a key that <see cref="MakeKey"/> has made.</summary>
    public static TokenSigner Of(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new TokenSigner(key);
    }

    /// <summary>The token that says this.</summary>
    public string Sign(JsonObject claims)
    {
        using var key = ECDsa.Create(_parameters);
        var text = $"{_header}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>What a token says that this key has signed; null for any other text.</summary>
    public JsonObject? Read(string token)
    {
        if (token.Length > TokenCharsMax || token.Split('.') is not [var header, var claims, var signature] || Decode(signature) is not { } signed)
        {
            return null;
        }

        using var key = ECDsa.Create(_parameters);
        return Ascii(header) && Ascii(claims) && key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), signed, HashAlgorithmName.SHA256) && Decode(claims) is { } json
            ? JsonNode.Parse(json) as JsonObject
            : null;
    }

    private static bool Ascii(string text) => text.All(char.IsAscii);

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static byte[]? Decode(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.TryDecodeFromChars(text, bytes, out var length) ? bytes[..length] : null;
    }
}
