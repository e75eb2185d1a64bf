using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Contracts;

/// <summary>The refusals that Kubernetes has, in its words, because clients compare reasons and people know the sentences.</summary>
public static class ApiErrors
{
    /// <summary>How many problems of one object an answer tells of: a small body can have a great many, and the answer to it must not be many times as long.</summary>
    private const int ProblemsMax = 100;

    /// <summary>404: there is no object of this name.</summary>
    public static ApiException NotFound(string group, string plural, string name) =>
        Of(404, "NotFound", $"{Qualified(plural, group)} \"{name}\" not found", Details(group, plural, name));

    /// <summary>409: the name is taken.</summary>
    public static ApiException AlreadyExists(string group, string plural, string name) =>
        Of(409, "AlreadyExists", $"{Qualified(plural, group)} \"{name}\" already exists", Details(group, plural, name));

    /// <summary>409: the object is not as the caller thinks.</summary>
    public static ApiException Conflict(string group, string plural, string name, string why) => Of(
        409, "Conflict", $"Operation cannot be fulfilled on {Qualified(plural, group)} \"{name}\": {why}", Details(group, plural, name));

    /// <summary>409: somebody else has changed the object since the caller read it.</summary>
    public static ApiException Modified(string group, string plural, string name) => Conflict(
        group, plural, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>422: fields of the object are wrong.</summary>
    public static ApiException Invalid(string group, string kind, string name, ImmutableArray<StatusCause> causes)
    {
        var told = causes.Length > ProblemsMax ? causes[..ProblemsMax] : causes;
        var problems = told.Select(cause => $"{cause.Field}: {cause.Message}").Concat(causes.Length > ProblemsMax ? [$"and {causes.Length - ProblemsMax} more"] : []).ToList();
        var listed = problems.Count == 1 ? problems[0] : $"[{string.Join(", ", problems)}]";
        var details = Details(group, kind, name) with { Causes = told };
        return Of(422, "Invalid", $"{Qualified(kind, group)} \"{name}\" is invalid: {listed}", details);
    }

    /// <summary>403: it may not be done now.</summary>
    public static ApiException Forbidden(string group, string plural, string name, string why) => Of(
        403, "Forbidden", $"{Qualified(plural, group)} \"{name}\" is forbidden: {why}", Details(group, plural, name));

    /// <summary>400: the request makes no sense.</summary>
    public static ApiException BadRequest(string message) => Of(400, "BadRequest", message, null);

    /// <summary>An answer of any code.</summary>
    public static ApiException Of(int code, string reason, string message, StatusDetails? details) => new(new Status
    {
        State = StatusState.Failure,
        Code = code,
        Reason = reason,
        Message = message,
        Details = details,
    });

    private static StatusDetails Details(string group, string kind, string name) => new() { Name = name, Group = group.Length > 0 ? group : null, Kind = kind };

    private static string Qualified(string kind, string group) => group.Length > 0 ? $"{kind}.{group}" : kind;
}
