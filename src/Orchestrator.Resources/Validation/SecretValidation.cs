using System.Text.Json;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for Secrets. No message repeats a value.</summary>
internal static class SecretValidation
{
    private const string Redacted = "<secret contents redacted>";

    public static void Validate(Secret secret, FieldErrors errors)
    {
        long bytes = 0;
        foreach (var (key, value) in secret.Data)
        {
            ConfigEntries.ValidateKey($"data[{key}]", key, errors);
            if (ConfigEntries.Decode(value) is { } decoded)
            {
                bytes += decoded.Length;
            }
            else
            {
                errors.Invalid($"data[{key}]", Redacted, "must be base64; put plain text under stringData");
            }
        }

        if (bytes > ConfigEntries.BytesMax)
        {
            errors.TooLong("data", ConfigEntries.BytesMax);
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
            errors.Forbidden("immutable", ConfigEntries.ImmutableRule);
        }

        if (!next.Data.SequenceEqual(previous.Data))
        {
            errors.Forbidden("data", ConfigEntries.ImmutableRule);
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
        else if (ConfigEntries.Decode(value) is { } decoded && !IsObject(decoded))
        {
            errors.Invalid($"data[{key}]", Redacted, "must be a JSON object, as docker login writes it");
        }
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
}
