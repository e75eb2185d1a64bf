using System.Text;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for ConfigMaps.</summary>
internal static class ConfigMapValidation
{
    public static void Validate(ConfigMap map, FieldErrors errors)
    {
        long bytes = 0;
        foreach (var (key, value) in map.Data)
        {
            var field = $"data[{key}]";
            ConfigEntries.ValidateKey(field, key, errors);
            if (map.BinaryData.ContainsKey(key))
            {
                errors.Invalid(field, key, "duplicate of key present in binaryData");
            }

            bytes += Encoding.UTF8.GetByteCount(value);
        }

        foreach (var (key, value) in map.BinaryData)
        {
            var field = $"binaryData[{key}]";
            ConfigEntries.ValidateKey(field, key, errors);
            if (map.Data.ContainsKey(key))
            {
                errors.Invalid(field, key, "duplicate of key present in data");
            }

            if (ConfigEntries.Decode(value) is { } decoded)
            {
                bytes += decoded.Length;
            }
            else
            {
                errors.Invalid(field, value, "must be base64; put plain text under data");
            }
        }

        if (bytes > ConfigEntries.BytesMax)
        {
            errors.TooLong("data", ConfigEntries.BytesMax);
        }
    }

    public static void ValidateUpdate(ConfigMap next, ConfigMap? previous, FieldErrors errors)
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

        if (!next.BinaryData.SequenceEqual(previous.BinaryData))
        {
            errors.Forbidden("binaryData", ConfigEntries.ImmutableRule);
        }
    }
}
