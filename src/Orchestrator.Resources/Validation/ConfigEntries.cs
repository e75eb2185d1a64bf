using System.Text.RegularExpressions;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for the keys and values that ConfigMaps and Secrets hold.</summary>
internal static partial class ConfigEntries
{
    /// <summary>Kubernetes' bound on all values together.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>What is said of a change where there may be none.</summary>
    public const string ImmutableRule = "field is immutable when `immutable` is set";

    private const int KeyLengthMax = 253;
    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    public static void ValidateKey(string field, string key, FieldErrors errors)
    {
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

    /// <summary>The bytes, or null where the text is no base64.</summary>
    public static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex KeyPattern();
}
