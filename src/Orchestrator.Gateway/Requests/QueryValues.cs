using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Requests;

/// <summary>Reads values of the query, with an answer for those that can't be read.</summary>
internal static class QueryValues
{
    private const int FieldManagerBytesMax = 128;

    public static string? Text(this IQueryCollection query, string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public static bool Flag(this IQueryCollection query, string name) => query.OptionalFlag(name) ?? false;

    public static bool? OptionalFlag(this IQueryCollection query, string name) =>
        query.Text(name) is not { } text ? null : TruthOf(text) ?? throw Unreadable(name, text, "true or false");

    /// <summary>Whether a flag is set, for those who look at a request before anybody may refuse it: one that can't be read is not set.</summary>
    public static bool IsSet(this IQueryCollection query, string name) => query.Text(name) is { } text && TruthOf(text) == true;

    public static long? Number(this IQueryCollection query, string name) => query.Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Unreadable(name, text, "a whole number");

    public static DateTimeOffset? Time(this IQueryCollection query, string name) => query.Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Unreadable(name, text, "a time such as 2026-01-31T12:00:00Z");

    /// <summary>Whether the request only asks what would happen.</summary>
    public static bool DryRun(this IQueryCollection query) => IsDryRun(query["dryRun"].OfType<string>().Where(value => value.Length > 0));

    /// <summary>Whether values of <c>dryRun</c> ask for it; the only one there is is All.</summary>
    public static bool IsDryRun(IEnumerable<string> values)
    {
        var asked = false;
        foreach (var value in values)
        {
            asked = value == "All" ? true : throw ApiErrors.BadRequest($"dryRun must be All or absent; got \"{value}\"");
        }

        return asked;
    }

    /// <summary>The name that a writer gives itself for the account of who manages which field; null where it gives none.</summary>
    public static string? FieldManager(this IQueryCollection query) => query.Text("fieldManager") switch
    {
        { } name when Encoding.UTF8.GetByteCount(name) > FieldManagerBytesMax => throw Refusals.InvalidOption(
            "PatchOptions", "fieldManager", FieldErrorReason.TooLong, $"Too long: may not be more than {FieldManagerBytesMax} bytes"),
        { } name when name.Any(char.IsControl) => throw Refusals.InvalidOption(
            "PatchOptions", "fieldManager", FieldErrorReason.Invalid, "Invalid value: should only contain printable characters"),
        var name => name,
    };

    /// <summary>What unknown fields are. Absent means Warn, as in Kubernetes.</summary>
    /// <param name="query">The query.</param>
    /// <param name="usual">What counts where the query does not say it.</param>
    public static FieldValidation FieldValidation(this IQueryCollection query, FieldValidation usual = Resources.Serialization.FieldValidation.Warn) => query.Text("fieldValidation") switch
    {
        null => usual,
        "Strict" => Resources.Serialization.FieldValidation.Strict,
        "Warn" => Resources.Serialization.FieldValidation.Warn,
        "Ignore" => Resources.Serialization.FieldValidation.Ignore,
        var other => throw ApiErrors.BadRequest($"fieldValidation must be Strict, Warn or Ignore; got \"{other}\""),
    };

    private static bool? TruthOf(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "t" => true,
        "false" or "0" or "f" => false,
        _ => null,
    };

    private static ApiException Unreadable(string name, string value, string expected) =>
        ApiErrors.BadRequest($"{name} must be {expected}; got \"{value}\"");
}
