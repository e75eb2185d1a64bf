using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for Secrets. No message repeats a value.</summary>
internal static partial class SecretValidation
{
    /// <summary>Kubernetes' bound on all values together.</summary>
    private const int BytesMax = 1024 * 1024;
    private const int KeyLengthMax = 253;
    private const string Redacted = "<secret contents redacted>";
    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    public static void Validate(Secret secret, FieldErrors errors)
    {
        long bytes = 0;
        foreach (var (key, value) in secret.Data)
        {
            ValidateKey(key, errors);
            if (Decode(value) is { } decoded)
            {
                bytes += decoded.Length;
            }
            else
            {
                errors.Invalid($"data[{key}]", Redacted, "must be base64; put plain text under stringData");
            }
        }

        if (bytes > BytesMax)
        {
            errors.TooLong("data", BytesMax);
        }

        ValidateType(secret, errors);
    }

    public static void ValidateUpdate(Secret next, Secret? previous, FieldErrors errors)
    {
        if (previous?.Immutable is not true)
        {
            return;
        }

        if (next.Immutable is not true)
        {
            errors.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        if (!next.Data.SequenceEqual(previous.Data))
        {
            errors.Forbidden("data", "field is immutable when `immutable` is set");
        }
    }

    private static void ValidateType(Secret secret, FieldErrors errors)
    {
        switch (secret.Type)
        {
            case SecretType.DockerConfigJson:
                ValidateJson(secret, SecretKey.DockerConfigJson, errors);
                break;
            case SecretType.DockerConfig:
                ValidateJson(secret, SecretKey.DockerConfig, errors);
                break;
            case SecretType.BasicAuth when !secret.Data.ContainsKey(SecretKey.Username) && !secret.Data.ContainsKey(SecretKey.Password):
                errors.Required($"data[{SecretKey.Username}]");
                errors.Required($"data[{SecretKey.Password}]");
                break;
            case SecretType.SshAuth when !secret.Data.TryGetValue(SecretKey.SshPrivateKey, out var key) || key.Length == 0:
                errors.Required($"data[{SecretKey.SshPrivateKey}]");
                break;
            case SecretType.Tls:
                Require(secret, SecretKey.TlsCertificate, errors);
                Require(secret, SecretKey.TlsPrivateKey, errors);
                break;
            case SecretType.ServiceAccountToken when !secret.Metadata.Annotations.TryGetValue("kubernetes.io/service-account.name", out var account) || account.Length == 0:
                errors.Required("metadata.annotations[kubernetes.io/service-account.name]");
                break;
            default:
                break;
        }
    }

    private static void Require(Secret secret, string key, FieldErrors errors)
    {
        if (!secret.Data.ContainsKey(key))
        {
            errors.Required($"data[{key}]");
        }
    }

    private static void ValidateJson(Secret secret, string key, FieldErrors errors)
    {
        if (!secret.Data.TryGetValue(key, out var value))
        {
            errors.Required($"data[{key}]");
        }
        else if (Decode(value) is { } decoded && !IsObject(decoded))
        {
            errors.Invalid($"data[{key}]", Redacted, "must be a JSON object, as docker login writes it");
        }
    }

    private static void ValidateKey(string key, FieldErrors errors)
    {
        var field = $"data[{key}]";
        if (key.Length > KeyLengthMax)
        {
            errors.Invalid(field, key, $"must be no more than {KeyLengthMax} characters");
        }

        if (!KeyPattern().IsMatch(key))
        {
            errors.Invalid(field, key, KeyRule);
        }
        else if (key is "." or ".." || key.StartsWith("..", StringComparison.Ordinal))
        {
            errors.Invalid(field, key, key is "." or ".." ? $"must not be '{key}'" : "must not start with '..'");
        }
    }

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static bool IsObject(byte[] text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex KeyPattern();
}
