using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Errors;

/// <summary>Turns what a document can't be accepted for into the answers that Kubernetes gives.</summary>
internal static class DecodeRefusal
{
    /// <summary>The answer where the kind of the document is not known.</summary>
    public static ApiException Of(DecodeException fault) => fault.IsRefusal ? Invalid("", "", "", fault.Errors) : BadRequest(fault.Errors, "");

    /// <summary>The answer for an object: 422 where it was understood and asks for what is not served, else 400.</summary>
    public static ApiException Of(DecodeException fault, string group, string version, string kind, string name) => fault.IsRefusal
        ? Invalid(group, kind, name, fault.Errors)
        : BadRequest(fault.Errors, $"{kind} in version \"{version}\" cannot be handled as a {kind}: ");

    /// <summary>422 with a cause a field.</summary>
    public static ApiException Invalid(string group, string kind, string name, ImmutableArray<FieldError> errors) =>
        ApiErrors.Invalid(group, kind, name, Causes(errors));

    private static ApiException BadRequest(ImmutableArray<FieldError> errors, string prefix)
    {
        var strict = errors.Where(IsStrictness).Select(error => error.Message).ToList();
        var other = errors.Where(error => !IsStrictness(error)).Select(error => error.ToString());
        var sentences = strict.Count > 0 ? other.Append($"strict decoding error: {string.Join(", ", strict)}") : other;
        return ApiErrors.Of(400, "BadRequest", prefix + string.Join(", ", sentences), new StatusDetails { Causes = Causes(errors) });
    }

    private static bool IsStrictness(FieldError error) =>
        error.Reason == FieldErrorReason.UnknownField
        || (error.Reason == FieldErrorReason.Duplicate && error.Message.StartsWith("duplicate field", StringComparison.Ordinal));

    private static ImmutableArray<StatusCause> Causes(ImmutableArray<FieldError> errors) =>
        [.. errors.Where(error => error.Field.Length > 0).Select(error => new StatusCause { Reason = error.Reason, Message = error.Message, Field = error.Field })];
}
