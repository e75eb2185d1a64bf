using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Validation;

/// <summary>Gathers errors, in Kubernetes' words.</summary>
internal sealed class FieldErrors
{
    /// <summary>A value in a message is there to be recognised, not to be read whole.</summary>
    private const int ValueLengthMax = 256;

    private readonly List<FieldError> _errors = [];

    /// <summary>How many there are.</summary>
    public int Count => _errors.Count;

    public ImmutableArray<FieldError> ToImmutable() => [.. _errors];

    public void Required(string field, string detail = "") => Add(field, FieldErrorReason.Required, "Required value", detail);

    public void Invalid<T>(string field, T value, string detail) => Add(field, FieldErrorReason.Invalid, $"Invalid value: {Show(value)}", detail);

    public void TypeInvalid<T>(string field, T value, string detail) => Add(field, FieldErrorReason.TypeInvalid, $"Invalid value: {Show(value)}", detail);

    public void TooManyProperties(string field, int count, long countMax) => Add(
        field, FieldErrorReason.TooMany, string.Create(CultureInfo.InvariantCulture, $"Too many: {count}"), string.Create(CultureInfo.InvariantCulture, $"must have at most {countMax} properties"));

    public void NotSupportedJson(string field, JsonElement value, IEnumerable<JsonElement> supported) => Add(
        field, FieldErrorReason.NotSupported, $"Unsupported value: {Show(value)}", $"supported values: {string.Join(", ", supported.Select(Show))}");

    public void Forbidden(string field, string detail) => Add(field, FieldErrorReason.Forbidden, "Forbidden", detail);

    public void Duplicate<T>(string field, T value) => Add(field, FieldErrorReason.Duplicate, $"Duplicate value: {Show(value)}", "");

    public void NotFound<T>(string field, T value) => Add(field, FieldErrorReason.NotFound, $"Not found: {Show(value)}", "");

    public void TooLong(string field, int lengthMax) =>
        Add(field, FieldErrorReason.TooLong, "Too long", string.Create(CultureInfo.InvariantCulture, $"may not be more than {lengthMax} bytes"));

    public void TooMany(string field, int count, int countMax) =>
        Add(field, FieldErrorReason.TooMany, string.Create(CultureInfo.InvariantCulture, $"Too many: {count}"), string.Create(CultureInfo.InvariantCulture, $"must have at most {countMax} items"));

    public void NotSupported(string field, string value, IEnumerable<string> supported) => Add(
        field,
        FieldErrorReason.NotSupported,
        $"Unsupported value: {Show(value)}",
        $"supported values: {string.Join(", ", supported.Order(StringComparer.Ordinal).Select(Show))}");

    /// <summary>An error for each sentence.</summary>
    public void InvalidAll(string field, string value, IEnumerable<string> details)
    {
        foreach (var detail in details)
        {
            Invalid(field, value, detail);
        }
    }

    private static string Show<T>(T value)
    {
        var json = value is JsonElement element ? element.GetRawText() : ResourceJson.Serialize(value);
        return json.Length <= ValueLengthMax ? json : string.Concat(json.AsSpan(0, ValueLengthMax), "...");
    }

    private void Add(string field, string reason, string kind, string detail) =>
        _errors.Add(new FieldError(field, reason, detail.Length == 0 ? kind : $"{kind}: {detail}"));
}
